package io.symlab.actors.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A curve file that only grows. Work that goes on from a checkpoint cuts it back to that first and
 * then writes the same rows again, so the file is in the end what an uninterrupted run would have
 * written, byte for byte.
 */
public final class CurveLog implements AutoCloseable {
  /**
   * A row.
   *
   * @param count what the first column counts; rises from row to row
   * @param readings one per other column, NaN where there is none
   */
  public record Row(long count, double... readings) {}

  private final FileChannel file;

  private CurveLog(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a curve, or makes it.
   *
   * @param columns their names, the counter first
   * @param last rows that count beyond it, and a row that was cut short, are taken away
   */
  public static CurveLog open(Path path, List<String> columns, long last) throws IOException {
    Files.createDirectories(path.getParent());
    byte[] header = (String.join(",", columns) + "\n").getBytes(UTF_8);
    byte[] old = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    boolean known =
        old.length >= header.length && Arrays.equals(Arrays.copyOf(old, header.length), header);
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      int kept = known ? keep(old, header.length, last) : 0;
      file.truncate(kept);
      file.position(kept);
      var curve = new CurveLog(file);
      if (!known) {
        curve.write(header);
        CheckpointStore.forceFolder(path.getParent());
      }
      return curve;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public void append(Row row) throws IOException {
    var line = new StringBuilder().append(row.count());
    for (double reading : row.readings()) {
      line.append(',');
      if (!Double.isNaN(reading)) {
        line.append(reading);
      }
    }
    write(line.append('\n').toString().getBytes(UTF_8));
  }

  /** Makes what was appended safe; before a checkpoint that counts on it is named to anyone. */
  public void force() throws IOException {
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  /** The end of the last whole row that does not count beyond {@code last}. */
  private static int keep(byte[] bytes, int from, long last) {
    int end = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String row = new String(bytes, end, i - end, UTF_8);
        if (!row.matches("\\d+,.*") || Long.parseLong(row.substring(0, row.indexOf(','))) > last) {
          return end;
        }
        end = i + 1;
      }
    }
    return end;
  }
}
