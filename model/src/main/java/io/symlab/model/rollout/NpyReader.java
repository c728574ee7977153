package io.symlab.model.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads tables of numbers from .npy files, versions 1 to 3, float32 or float64, in C or Fortran
 * order, of either byte order: samples that Symlab or another tool has written.
 */
public final class NpyReader {
  private static final int CHUNK = 64 * 1024;

  private NpyReader() {}

  /**
   * A table; float64 is rounded to float32.
   *
   * @param values row-major, [rows * columns]
   */
  public record Table(int rows, int columns, float[] values) {}

  /**
   * Reads a whole file of one or two dimensions; one dimension is one column.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  public static Table read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(channel, file);
      long[] shape = header.shape();
      if (shape.length < 1 || shape.length > 2) {
        throw new IOException(
            file + " holds an array of " + shape.length + " dimensions; a table has 1 or 2");
      }
      long rows = shape[0];
      long columns = shape.length == 2 ? shape[1] : 1;
      // Arrays of more numbers cannot be made on every JVM.
      if (columns > 0 && rows > (Integer.MAX_VALUE - 8) / columns) {
        throw new IOException(
            file + " holds " + rows + " x " + columns + " numbers, more than fit into memory here");
      }
      long missing = header.offset() + rows * columns * header.width() - channel.size();
      if (missing > 0) {
        throw new IOException(
            file
                + " is cut short: "
                + rows
                + " x "
                + columns
                + " numbers were announced, "
                + missing
                + " bytes are missing");
      }
      float[] values = numbers(channel, header, (int) (rows * columns), file);
      return new Table(
          (int) rows,
          (int) columns,
          header.columnsFirst() ? transpose(values, (int) rows, (int) columns) : values);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
  }

  private static float[] numbers(FileChannel channel, NpyHeader header, int count, Path file)
      throws IOException {
    float[] values = new float[count];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(header.endian());
    channel.position(header.offset());
    int perChunk = CHUNK / header.width();
    for (int from = 0; from < count; from += perChunk) {
      int here = Math.min(perChunk, count - from);
      buffer.clear().limit(here * header.width());
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new IOException(file + " became shorter while it was read");
        }
      }
      buffer.flip();
      for (int i = 0; i < here; i++) {
        values[from + i] = header.width() == 4 ? buffer.getFloat() : (float) buffer.getDouble();
      }
    }
    return values;
  }

  private static float[] transpose(float[] byColumn, int rows, int columns) {
    float[] values = new float[byColumn.length];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        values[r * columns + c] = byColumn[c * rows + r];
      }
    }
    return values;
  }
}
