package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NpyTest {
  private Path folder;

  @BeforeTry
  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("npy");
  }

  @AfterTry
  @AfterEach
  void removeFolder() throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              f -> {
                try {
                  Files.delete(f);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  @Property(tries = 50)
  void whatIsWrittenReadsBackBitForBit(
      @ForAll @Size(max = 300) List<Float> numbers, @ForAll @IntRange(min = 1, max = 7) int columns)
      throws IOException {
    int rows = numbers.size() / columns;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    Path file = folder.resolve("samples.npy");
    try (NpyWriter writer = NpyWriter.create(file, columns)) {
      int half = rows / 2 * columns;
      writer.append(Arrays.copyOf(values, half));
      writer.append(Arrays.copyOfRange(values, half, values.length));
      assertThat(writer.rows()).isEqualTo(rows);
      writer.finish();
    }
    Table table = TableFile.read(file);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.width()).isEqualTo(columns);
    double[] expected = new double[values.length];
    Arrays.setAll(expected, i -> values[i]);
    assertThat(rowMajor(table)).containsExactly(expected);
  }

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Path file = folder.resolve("samples.npy");
    try (NpyWriter writer = NpyWriter.create(file, 3)) {
      writer.append(new SampleBatch(0, 2, 3, new float[] {1, 2, 3, 4, 5, -6.5f}));
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Arrays.copyOf(bytes, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    int length = buffer.getShort(8);
    assertThat((10 + length) % 64).isZero();
    String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
    assertThat(header).endsWith("\n");
    assertThat(header.strip())
        .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    assertThat(bytes).hasSize(10 + length + 6 * 4);
    assertThat(buffer.getFloat(10 + length + 20)).isEqualTo(-6.5f);
  }

  @Test
  void theLargestShapeStillFitsTheHeader() {
    String header =
        new String(NpyHeader.write(Long.MAX_VALUE, Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
    assertThat(header).hasSize(NpyHeader.LENGTH).contains("(9223372036854775807, 2147483647), }");
  }

  /** Every type, version, order and byte order against the plain meaning of the bytes. */
  @Property(tries = 200)
  void everyTypeVersionOrderAndByteOrderIsRead(
      @ForAll NpyType type,
      @ForAll @IntRange(min = 1, max = 3) int version,
      @ForAll boolean fortran,
      @ForAll boolean bigEndian,
      @ForAll @IntRange(min = 0, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 5) int columns)
      throws IOException {
    ByteBuffer data = ByteBuffer.allocate(rows * columns * type.width());
    data.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] expected = new double[rows * columns];
    for (int i = 0; i < expected.length; i++) {
      int value = type == NpyType.BOOLEAN ? i % 2 : type.name().startsWith("U") ? 3 * i : i - 9;
      put(data, type, value);
      int at = fortran ? i % rows * columns + i / rows : i;
      expected[at] = value;
    }
    String descr = (bigEndian ? ">" : "<") + code(type);
    Path file =
        file(
            version,
            "{'descr': '"
                + descr
                + "', 'fortran_order': "
                + (fortran ? "True" : "False")
                + ", 'shape': ("
                + rows
                + ", "
                + columns
                + "), }",
            data.array());
    Table table = TableFile.read(file);
    assertThat(table.names()).isEmpty();
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.width()).isEqualTo(columns);
    assertThat(rowMajor(table)).containsExactly(expected);
  }

  @Test
  void halvesAndLargeUnsignedNumbersAreRead() throws IOException {
    ByteBuffer halves = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits : new int[] {0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00, 0x7E00}) {
      halves.putShort((short) bits);
    }
    String head = "{'descr': '<f2', 'fortran_order': False, 'shape': (6, 1), }";
    assertThat(TableFile.read(file(1, head, halves.array())).columns()[0])
        .containsExactly(1, -2, 65504, 0x1p-24f, Float.POSITIVE_INFINITY, Float.NaN);
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) -1);
    head = "{'descr': '<u8', 'fortran_order': False, 'shape': (1, 1), }";
    assertThat(TableFile.read(file(1, head, ones)).columns()[0]).containsExactly(0x1p64f);
  }

  @Test
  void unwantedColumnsAreNotKept() throws IOException {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("a.npy"), 3)) {
      writer.append(new float[] {1, 2, 3, 4, 5, 6});
      writer.finish();
    }
    Table table =
        TableFile.read(
            folder.resolve("a.npy"), (names, width) -> new boolean[] {true, false, true});
    assertThat(table.columns()[0]).containsExactly(1, 4);
    assertThat(table.columns()[1]).isNull();
    assertThat(table.columns()[2]).containsExactly(3, 6);
  }

  @Test
  void damagedFilesAreRefusedWithFileAndCause() throws IOException {
    assertRefused(folder.resolve("missing.npy"), "does not exist");
    assertRefused(folder, "is a folder");
    assertRefused(Files.write(folder.resolve("empty.npy"), new byte[0]), "is empty");
    assertRefused(Files.write(folder.resolve("zeros.npy"), new byte[50]), "is no .npy file");
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    assertRefused(Files.write(folder.resolve("short"), magic), "ends within its .npy header");
    String good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertRefused(file(9, good, new byte[24]), "version 9");
    assertRefused(file(1, good, new byte[23]), "is cut short: it has 93 bytes", "needs 94");
    assertRefused(file(1, good.replace("<f4", "|O"), new byte[24]), "Python objects", "astype");
    assertRefused(file(1, good.replace("<f4", "<c8"), new byte[48]), "complex numbers");
    assertRefused(file(1, good.replace("<f4", "<U5"), new byte[48]), "text");
    assertRefused(
        file(1, good.replace("'<f4'", "[('a', '<f4'), ('b', '<f4')]"), new byte[48]),
        "structured array");
    assertRefused(file(1, good.replace("(2, 3)", "(2, 3, 1)"), new byte[24]), "3 dimensions");
    assertRefused(file(1, good.replace("(2, 3)", "(6,)"), new byte[24]), "1 dimension;");
    assertRefused(file(1, good.replace("(2, 3)", "()"), new byte[24]), "0 dimensions");
    assertRefused(file(1, good.replace("shape", "shap"), new byte[24]), "without shape");
    assertRefused(file(1, good.replace("2, 3", "99999999999, 3"), new byte[24]), "can be held");
    assertRefused(
        file(1, good.replace("2, 3", "99999999999999999999, 3"), new byte[24]), "cannot be read");
  }

  @Test
  void doublesAreReadToTheLastBit() throws IOException {
    assertThat(TableFile.read(doubles(1, 0.1, 1e200, 1e9 + 1e-6)).columns()[0])
        .containsExactly(1, 0.1, 1e200, 1e9 + 1e-6);
    assertThat(TableFile.read(doubles(1e38, Double.POSITIVE_INFINITY, Double.NaN)).columns()[0])
        .containsExactly(1e38, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(TableFile.read(doubles(5, 5, 5)).columns()[0]).containsExactly(5, 5, 5);
  }

  @Test
  void anUnfinishedFileLeavesNothing() throws IOException {
    Path file = folder.resolve("samples.npy");
    try (NpyWriter writer = NpyWriter.create(file, 3)) {
      writer.append(new float[30]);
      assertThat(file).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rowsThatDoNotFitAreRefused() throws IOException {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("samples.npy"), 3)) {
      assertThatThrownBy(() -> writer.append(new float[4])).hasMessageContaining("3 columns");
      assertThatThrownBy(() -> writer.append(new SampleBatch(0, 1, 4, new float[4])))
          .hasMessageContaining("samples of 4 columns");
    }
  }

  private Path file(int version, String dictionary, byte[] data) throws IOException {
    byte[] text = (dictionary + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    buffer.put(text).put(data);
    return Files.write(
        folder.resolve("made-" + version + "-" + dictionary.hashCode() + "-" + data.length),
        Arrays.copyOf(buffer.array(), buffer.position()));
  }

  private Path doubles(double... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      data.putDouble(value);
    }
    String shape = "(" + values.length + ", 1)";
    return file(
        1, "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }", data.array());
  }

  private static void put(ByteBuffer data, NpyType type, int value) {
    switch (type.width()) {
      case 1 -> data.put((byte) value);
      case 2 -> data.putShort(type == NpyType.FLOAT16 ? half(value) : (short) value);
      case 4 -> {
        if (type == NpyType.FLOAT32) {
          data.putFloat(value);
        } else {
          data.putInt(value);
        }
      }
      default -> {
        if (type == NpyType.FLOAT64) {
          data.putDouble(value);
        } else {
          data.putLong(value);
        }
      }
    }
  }

  /** Of a small whole number. */
  private static short half(int value) {
    if (value == 0) {
      return 0;
    }
    int exponent = Math.getExponent((float) value);
    int fraction = (Math.abs(value) << 10 >> exponent) & 0x3FF;
    return (short) ((value < 0 ? 0x8000 : 0) | (exponent + 15) << 10 | fraction);
  }

  private static String code(NpyType type) {
    String kind =
        type.name().startsWith("F")
            ? "f"
            : type.name().startsWith("I") ? "i" : type.name().startsWith("U") ? "u" : "b";
    return kind + type.width();
  }

  private static double[] rowMajor(Table table) {
    double[] values = new double[table.rows() * table.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.columns()[i % table.width()][i / table.width()];
    }
    return values;
  }

  private static void assertRefused(Path file, String... causes) {
    assertThatThrownBy(() -> TableFile.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(causes);
  }
}
