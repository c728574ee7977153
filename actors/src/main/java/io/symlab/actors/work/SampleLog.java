package io.symlab.actors.work;

import io.symlab.symbolic.SampleBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The numbered sample batches of a distillation, in one order for all islands, in a file that only
 * grows. A cut of the archipelago names its length; going on from there, the rest is taken away and
 * comes again from the rollouts.
 *
 * <p>Layout, big-endian: a magic int; then per batch its number, rows, width, the CRC-32C of its
 * values' bytes, and the values as floats, row-major.
 */
final class SampleLog implements AutoCloseable {
  private static final int MAGIC = 0x534C4731; // "SLG1"
  private static final int HEADER = 16;

  private final Path path;
  private final FileChannel file;
  private int batches;
  private long length;

  private SampleLog(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a log at a length that {@link #length} once gave, and reads it.
   *
   * @param length bytes to keep; 0 makes a fresh file
   * @param each is given every batch that is kept, in order
   * @throws DamagedFileException when the file is shorter than that, or not what was written
   */
  static SampleLog open(Path path, long length, Consumer<SampleBatch> each) throws IOException {
    Files.createDirectories(path.getParent());
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var log = new SampleLog(path, file);
    try {
      if (length == 0) {
        file.truncate(0);
        log.put(ByteBuffer.allocate(4).putInt(MAGIC).flip());
      } else {
        log.replay(length, each);
        file.truncate(length);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Appends the next batch; its number must be {@link #batches}. */
  void append(SampleBatch batch) throws IOException {
    if (batch.number() != batches) {
      throw new IllegalArgumentException(
          "batch " + batch.number() + " cannot follow " + batches + " others");
    }
    var record = ByteBuffer.allocate(HEADER + 4 * batch.values().length);
    record.putInt(batch.number()).putInt(batch.rows()).putInt(batch.width()).putInt(0);
    record.asFloatBuffer().put(batch.values());
    record.putInt(HEADER - 4, crc(record.position(HEADER)));
    put(record.rewind());
    batches++;
  }

  /** Makes what was appended safe; before a cut that names this length is named to anyone. */
  void force() throws IOException {
    file.force(false);
  }

  /** Batches in the log. */
  int batches() {
    return batches;
  }

  /** Bytes of the log. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void replay(long end, Consumer<SampleBatch> each) throws IOException {
    if (file.size() < end) {
      throw damaged(file.size() + " bytes, not " + end);
    }
    if (get(4).getInt() != MAGIC) {
      throw damaged("it is no sample log");
    }
    while (length < end) {
      ByteBuffer header = get(HEADER);
      int number = header.getInt();
      int rows = header.getInt();
      int width = header.getInt();
      int crc = header.getInt();
      long bytes = 4L * rows * width;
      if (number != batches || rows < 0 || width < 2 || bytes > end - length) {
        throw damaged("batch " + batches + " has an impossible header");
      }
      ByteBuffer body = get((int) bytes);
      if (crc(body) != crc) {
        throw damaged("batch " + batches + " has another check sum than was written");
      }
      float[] values = new float[rows * width];
      body.asFloatBuffer().get(values);
      each.accept(new SampleBatch(number, rows, width, values));
      batches++;
    }
  }

  private ByteBuffer get(int bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, length + buffer.position());
      if (read < 0) {
        throw damaged("it ends in the middle of batch " + batches);
      }
    }
    length += bytes;
    return buffer.flip();
  }

  private void put(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes, length + count - bytes.remaining());
    }
    length += count;
  }

  private DamagedFileException damaged(String how) {
    return new DamagedFileException(path + " is damaged: " + how);
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
