package io.symlab.symbolic.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An array of any shape from a .npy stream.
 *
 * @param shape of the array
 * @param whole whether its numbers are integers or booleans by type
 * @param values in C order; integers beyond 2^53 are rounded
 */
public record NpyArray(long[] shape, boolean whole, double[] values) {
  /** Numbers of an array at most: what one Java array can hold. */
  private static final long MOST = Integer.MAX_VALUE - 8;

  /**
   * Reads one array.
   *
   * @param in is read to the array's end
   * @param file to be named in messages
   * @throws TableException naming the file and what is wrong with it
   */
  public static NpyArray read(InputStream in, Path file) throws IOException {
    PeekStream stream = new PeekStream(in);
    NpyHeader header = NpyHeader.read(stream, file);
    long count = 1;
    for (long size : header.shape()) {
      count = size == 0 ? 0 : Math.min(MOST + 1, Math.multiplyExact(Math.min(count, MOST), size));
    }
    if (count > MOST) {
      throw new TableException(file, "announces more numbers than can be held");
    }
    if (header.columnsFirst() && header.shape().length > 1) {
      throw new TableException(
          file, "is stored in Fortran order: save it with numpy.ascontiguousarray");
    }
    return new NpyArray(header.shape(), header.type().whole(), values(stream, header, count, file));
  }

  private static double[] values(PeekStream in, NpyHeader header, long count, Path file)
      throws IOException {
    double[] values = new double[(int) count];
    int width = header.type().width();
    byte[] bytes = new byte[(1 << 16) * width];
    for (int at = 0; at < values.length; ) {
      int wanted = Math.min(values.length - at, bytes.length / width) * width;
      if (in.readNBytes(bytes, 0, wanted) < wanted) {
        throw new TableException(
            file, "is cut short: it ends before all numbers of its shape have come");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, wanted).order(header.endian());
      while (buffer.hasRemaining()) {
        values[at++] = header.type().read(buffer);
      }
    }
    return values;
  }
}
