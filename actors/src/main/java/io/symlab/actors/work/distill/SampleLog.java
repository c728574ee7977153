package io.symlab.actors.work.distill;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.DamagedFileException;
import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The numbered sample batches of a distillation, in one order for all islands, in a file that only
 * grows. A cut of the archipelago names its length; going on from there, the rest is taken away and
 * comes again from the rollouts.
 *
 * <p>Layout, big-endian: a magic int; then per batch its number, rows, width, the CRC-32C of its
 * values' bytes, and the values as floats, row-major.
 */
public final class SampleLog implements AutoCloseable {
  private static final int MAGIC = 0x534C4731; // "SLG1"
  private static final int HEADER = 16;

  private final Path path;
  private final FileChannel file;
  private final List<Long> offsets = new ArrayList<>();
  private long length;

  private SampleLog(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a log at a length that {@link #length} once gave, and checks it.
   *
   * @param length bytes to keep; 0 makes a fresh file
   * @throws DamagedFileException when the file is shorter than that, or not what was written
   */
  public static SampleLog open(Path path, long length) throws IOException {
    Files.createDirectories(path.getParent());
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var log = new SampleLog(path, file);
    try {
      if (length == 0) {
        file.truncate(0);
        CheckpointStore.forceFolder(path.getParent());
        log.put(ByteBuffer.allocate(4).putInt(MAGIC).flip());
      } else {
        log.check(length);
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
    if (batch.number() != batches()) {
      throw new IllegalArgumentException(
          "batch " + batch.number() + " cannot follow " + batches() + " others");
    }
    var record = ByteBuffer.allocate(HEADER + 4 * batch.values().length);
    record.putInt(batch.number()).putInt(batch.rows()).putInt(batch.width()).putInt(0);
    record.asFloatBuffer().put(batch.values());
    record.putInt(HEADER - 4, crc(record.position(HEADER)));
    offsets.add(length);
    put(record.rewind());
  }

  /**
   * A batch of the log.
   *
   * @throws DamagedFileException when it is no longer what was written
   */
  public SampleBatch read(int number) throws IOException {
    return read(offsets.get(number), number, length);
  }

  /** Makes what was appended safe; before a cut that names this length is named to anyone. */
  void force() throws IOException {
    file.force(false);
  }

  /** Batches in the log. */
  public int batches() {
    return offsets.size();
  }

  /** Bytes of the log. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void check(long end) throws IOException {
    if (file.size() < end) {
      throw damaged(file.size() + " bytes, not " + end);
    }
    if (get(0, 4).getInt() != MAGIC) {
      throw damaged("it is no sample log");
    }
    length = 4;
    while (length < end) {
      SampleBatch batch = read(length, batches(), end);
      offsets.add(length);
      length += HEADER + 4L * batch.values().length;
    }
  }

  private SampleBatch read(long offset, int number, long end) throws IOException {
    ByteBuffer header = get(offset, HEADER);
    int named = header.getInt();
    int rows = header.getInt();
    int width = header.getInt();
    int crc = header.getInt();
    long bytes = 4L * rows * width;
    if (named != number || rows < 0 || width < 2 || bytes > end - offset - HEADER) {
      throw damaged("batch " + number + " has an impossible header");
    }
    ByteBuffer body = get(offset + HEADER, (int) bytes);
    if (crc(body) != crc) {
      throw damaged("batch " + number + " has another check sum than was written");
    }
    float[] values = new float[rows * width];
    body.asFloatBuffer().get(values);
    return new SampleBatch(number, rows, width, values);
  }

  private ByteBuffer get(long offset, int bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        throw damaged("it ends in the middle of a batch");
      }
    }
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
