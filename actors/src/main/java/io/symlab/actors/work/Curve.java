package io.symlab.actors.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A CSV file of readings that only grows: one row per step that is worth one. Work that goes on
 * from a checkpoint cuts it back to that step first and then writes the same rows again, so the
 * file is in the end what an uninterrupted run would have written, byte for byte.
 */
final class Curve implements AutoCloseable {
  private final FileChannel file;
  private final List<String> columns;

  private Curve(FileChannel file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * Opens a curve, or makes it.
   *
   * @param columns names of the readings; the step's column comes before them
   * @param step rows beyond it, and a row that was cut short, are taken away; a value below every
   *     step's makes a fresh file
   */
  static Curve open(Path path, List<String> columns, long step) throws IOException {
    Files.createDirectories(path.getParent());
    byte[] header = ("step," + String.join(",", columns) + "\n").getBytes(UTF_8);
    byte[] old = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      boolean known = old.length >= header.length && startsWith(old, header);
      int kept = known ? rowsUpTo(old, header.length, step) : 0;
      file.truncate(kept);
      file.position(kept);
      var curve = new Curve(file, List.copyOf(columns));
      if (!known) {
        curve.write(header);
      }
      return curve;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Adds a row; a reading that is missing leaves its cell empty. */
  void append(long step, Map<String, Double> readings) throws IOException {
    var row = new StringBuilder().append(step);
    for (String column : columns) {
      row.append(',');
      Double reading = readings.get(column);
      if (reading != null) {
        row.append(reading.doubleValue());
      }
    }
    write(row.append('\n').toString().getBytes(UTF_8));
  }

  /** Makes what was appended safe; before a checkpoint that counts on it is named to anyone. */
  void force() throws IOException {
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

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return Arrays.equals(Arrays.copyOf(bytes, start.length), start);
  }

  /** The end of the last whole row whose step is not beyond the given one. */
  private static int rowsUpTo(byte[] bytes, int from, long step) {
    int end = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String row = new String(bytes, end, i - end, UTF_8);
        if (!row.matches("-?\\d+,.*")
            || Long.parseLong(row.substring(0, row.indexOf(','))) > step) {
          return end;
        }
        end = i + 1;
      }
    }
    return end;
  }
}
