package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads tables from .npy files, versions 1 to 3, of any real type, in C or Fortran order, of either
 * byte order. The file streams through a small buffer into the columns, so that it is never held a
 * second time.
 */
final class NpyReader {
  /** A multiple of every type's width. */
  private static final int CHUNK = 1 << 18;

  private final Path file;
  private final PeekStream in;
  private final long size;
  private final NpyHeader header;
  private final ByteBuffer buffer;

  private NpyReader(Path file, PeekStream in, long size, NpyHeader header) {
    this.file = file;
    this.in = in;
    this.size = size;
    this.header = header;
    this.buffer = ByteBuffer.allocate(CHUNK).order(header.endian());
  }

  /**
   * Reads a stream that begins as .npy files do, to its end.
   *
   * @param size bytes that are to come, -1 where that is not known
   */
  static Table read(Path file, PeekStream in, long size, Table.Choice choice) throws IOException {
    Table table = new NpyReader(file, in, size, NpyHeader.read(in, file)).table(choice);
    in.drain();
    return table;
  }

  private Table table(Table.Choice choice) throws IOException {
    long[] shape = header.shape();
    if (shape.length != 2) {
      throw new TableException(
          file,
          "holds an array of "
              + shape.length
              + (shape.length == 1 ? " dimension" : " dimensions")
              + "; a table has 2, [rows, columns]: "
              + (shape.length == 1
                  ? "put the columns side by side with numpy.column_stack"
                  : "use .reshape(-1, columns)"));
    }
    if (shape[0] > Integer.MAX_VALUE - 8 || shape[1] > Integer.MAX_VALUE - 8) {
      throw new TableException(
          file, "announces " + shape[0] + " x " + shape[1] + " numbers, more than can be held");
    }
    int rows = (int) shape[0];
    int width = (int) shape[1];
    checkLength(rows, width);
    boolean[] wanted = choice.wanted(List.of(), width);
    double[][] columns = new double[width][];
    for (int c = 0; c < width; c++) {
      columns[c] = wanted[c] ? new double[rows] : null;
    }
    if (header.columnsFirst()) {
      readColumns(columns, rows);
    } else {
      readRows(columns, rows);
    }
    return new Table(file, List.of(), rows, columns);
  }

  private void checkLength(long rows, long width) throws TableException {
    long needed = header.offset() + Math.multiplyExact(rows * width, header.type().width());
    if (size >= 0 && size < needed) {
      throw new TableException(
          file,
          "is cut short: it has "
              + size
              + " bytes, its shape of "
              + rows
              + " x "
              + width
              + " numbers needs "
              + needed
              + "; copy or save it again");
    }
  }

  private void readRows(double[][] columns, int rows) throws IOException {
    begin();
    NpyType type = header.type();
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns.length; c++) {
        fill();
        double value = type.read(buffer);
        if (columns[c] != null) {
          columns[c][row] = value;
        }
      }
    }
  }

  private void readColumns(double[][] columns, int rows) throws IOException {
    begin();
    NpyType type = header.type();
    for (int c = 0; c < columns.length; c++) {
      for (int row = 0; row < rows; row++) {
        fill();
        double value = type.read(buffer);
        if (columns[c] != null) {
          columns[c][row] = value;
        }
      }
    }
  }

  private void begin() {
    buffer.limit(0);
  }

  /** Sees to it that a number is in the buffer. */
  private void fill() throws IOException {
    if (buffer.remaining() >= header.type().width()) {
      return;
    }
    buffer.compact();
    while (buffer.position() < header.type().width()) {
      int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      if (read < 0) {
        throw new TableException(
            file, "is cut short: it ends before all numbers of its shape have come; save it again");
      }
      buffer.position(buffer.position() + read);
    }
    buffer.flip();
  }
}
