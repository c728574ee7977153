package io.symlab.symbolic.regression;

import io.symlab.symbolic.sample.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A search's save form: what was asked for, a checksum of the rows, and the islands.
 *
 * @param settings one line each, {@code seed = 1}
 * @param rows checksum of the rows that are learned from and chosen by
 * @param seconds searched so far
 * @param islands their own save form
 */
record SavedSearch(List<String> settings, long rows, double seconds, byte[] islands) {
  private static final byte[] MAGIC = "SYMLAB-SEARCH-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_SETTINGS = 100;

  static byte[] write(RegressionSettings settings, Search search) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      List<String> lines = lines(settings);
      out.writeInt(lines.size());
      for (String line : lines) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
      out.writeLong(search.rowsChecksum());
      out.writeDouble(search.seconds());
      byte[] islands = search.encode();
      out.writeInt(islands.length);
      out.write(islands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array());
    return bytes.toByteArray();
  }

  static SavedSearch read(byte[] bytes) {
    if (bytes.length < MAGIC.length + Long.BYTES
        || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("these bytes are no saved search, or of another version");
    }
    int end = bytes.length - Long.BYTES;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    if (sum.getValue() != ByteBuffer.wrap(bytes).getLong(end)) {
      throw new IllegalArgumentException("the saved search is damaged: its checksum is another");
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length, end - MAGIC.length))) {
      int count = in.readInt();
      if (count < 0 || count > MOST_SETTINGS) {
        throw new IOException("a count of " + count);
      }
      List<String> settings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        settings.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
      }
      return new SavedSearch(
          List.copyOf(settings), in.readLong(), in.readDouble(), in.readNBytes(in.readInt()));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the saved search is damaged: " + e.getMessage(), e);
    }
  }

  /** Refuses settings that are not those of before. */
  void check(RegressionSettings now) {
    List<String> differences = new ArrayList<>(lines(now));
    differences.removeAll(settings);
    if (!differences.isEmpty() || settings.size() != lines(now).size()) {
      List<String> before = new ArrayList<>(settings);
      before.removeAll(lines(now));
      throw new IllegalArgumentException(
          "a saved search goes on with the settings that it began with, only its limits may change:"
              + " it had "
              + String.join(", ", before)
              + "; now "
              + String.join(", ", differences));
    }
  }

  Search resume(SymbolicRegression regression, RegressionData data) {
    if (checksum(data) != rows) {
      throw new IllegalArgumentException(
          "these are not the rows that the saved search began with: give the same, in the same"
              + " order");
    }
    return regression.begin(data, islands, seconds);
  }

  /** One line each; what older save forms do not know goes unsaid where it says nothing. */
  private static List<String> lines(RegressionSettings settings) {
    List<String> lines = new ArrayList<>();
    for (RecordComponent component : RegressionSettings.class.getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(settings);
        if (!value.equals(RegressionSettings.LATER.get(component.getName()))) {
          lines.add(component.getName() + " = " + value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's accessors are there to be called", e);
      }
    }
    return lines;
  }

  static long checksum(RegressionData data) {
    CRC32 sum = new CRC32();
    add(sum, data.train());
    if (data.validation() != null) {
      add(sum, data.validation());
    }
    return sum.getValue() ^ ((long) data.train().rows() << Integer.SIZE);
  }

  private static void add(CRC32 sum, Samples rows) {
    for (int f = 0; f < rows.features(); f++) {
      add(sum, rows.column(f), rows.rows());
    }
    add(sum, rows.target(), rows.rows());
    if (rows.weights() != null) {
      add(sum, rows.weights(), rows.rows());
    }
  }

  private static void add(CRC32 sum, float[] column, int rows) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rows);
    bytes.asFloatBuffer().put(column, 0, rows);
    sum.update(bytes.array());
  }
}
