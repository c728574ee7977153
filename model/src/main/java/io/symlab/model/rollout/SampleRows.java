package io.symlab.model.rollout;

import io.symlab.symbolic.sample.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as they are made, packed into pieces small enough to be sent: at most 64 KiB of values each.
 */
final class SampleRows {
  static final int PIECE_BYTES = 64 * 1024;

  private final int width;
  private final int rowsPerPiece;
  private final List<SampleBatch> full = new ArrayList<>();
  private float[] piece = new float[0];
  private int rows;
  private int number;

  SampleRows(int width) {
    this.width = width;
    this.rowsPerPiece = Math.max(1, PIECE_BYTES / (width * Float.BYTES));
  }

  /** Room for one more row, to be filled in {@link #buffer} from the returned offset on. */
  int add() {
    if (rows == rowsPerPiece) {
      close();
    }
    int offset = rows * width;
    if (piece.length < offset + width) {
      int wanted = Math.min(rowsPerPiece, Math.max(16, 2 * rows));
      piece = Arrays.copyOf(piece, wanted * width);
    }
    rows++;
    return offset;
  }

  float[] buffer() {
    return piece;
  }

  /** The pieces so far, in order, numbered from 0 over the whole rollout; they are handed over. */
  List<SampleBatch> drain(boolean last) {
    if (rows == rowsPerPiece || (last && rows > 0)) {
      close();
    }
    List<SampleBatch> result = List.copyOf(full);
    full.clear();
    return result;
  }

  private void close() {
    full.add(new SampleBatch(number++, rows, width, Arrays.copyOf(piece, rows * width)));
    piece = new float[0];
    rows = 0;
  }
}
