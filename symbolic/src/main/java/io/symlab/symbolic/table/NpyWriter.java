package io.symlab.symbolic.table;

import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes samples to a .npy file of shape [N, columns], float32, C order, as they come: the form
 * that other tools read. The file appears under its name when it is finished, whole, or not at all.
 */
public final class NpyWriter implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private final int columns;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
  private long rows;
  private boolean finished;

  private NpyWriter(Path target, int columns) throws IOException {
    this.target = target;
    this.columns = columns;
    this.temporary = target.resolveSibling(target.getFileName() + ".part");
    this.channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    buffer.put(NpyHeader.write(0, columns));
  }

  /**
   * Begins a file.
   *
   * @param columns numbers per row, at least 1
   */
  public static NpyWriter create(Path target, int columns) throws IOException {
    if (columns < 1) {
      throw new IllegalArgumentException("a .npy file needs a column, has " + columns);
    }
    return new NpyWriter(target, columns);
  }

  /**
   * A whole file in memory.
   *
   * @param values whole rows, row-major
   */
  public static byte[] bytes(float[] values, int columns) {
    ByteBuffer file =
        ByteBuffer.allocate(NpyHeader.LENGTH + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(NpyHeader.write(values.length / columns, columns));
    for (float value : values) {
      file.putFloat(value);
    }
    return file.array();
  }

  /** A whole file in memory of one column in double precision: shape [N, 1], float64. */
  public static byte[] bytes(double[] values) {
    ByteBuffer file =
        ByteBuffer.allocate(NpyHeader.LENGTH + Double.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(NpyHeader.write("<f8", values.length, 1));
    for (double value : values) {
      file.putDouble(value);
    }
    return file.array();
  }

  /** Appends all rows of a batch, whose width must be this file's. */
  public void append(SampleBatch batch) throws IOException {
    if (batch.width() != columns) {
      throw new IllegalArgumentException(
          "samples of " + batch.width() + " columns do not fit " + target + " with " + columns);
    }
    append(batch.values());
  }

  /** Appends whole rows, row-major. */
  public void append(float[] values) throws IOException {
    if (values.length % columns != 0) {
      throw new IllegalArgumentException(
          values.length + " numbers are no whole rows of " + columns + " columns");
    }
    for (float value : values) {
      if (buffer.remaining() < Float.BYTES) {
        flush();
      }
      buffer.putFloat(value);
    }
    rows += values.length / columns;
  }

  /** Rows appended so far. */
  public long rows() {
    return rows;
  }

  /** Completes the file and gives it its name, durably. */
  public void finish() throws IOException {
    flush();
    ByteBuffer head = ByteBuffer.wrap(NpyHeader.write(rows, columns));
    while (head.hasRemaining()) {
      channel.write(head, head.position());
    }
    channel.force(true);
    channel.close();
    if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Drops what was written when it was not finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }
}
