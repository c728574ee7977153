package io.symlab.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.SampleBatch;
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
    NpyReader.Table table = NpyReader.read(file);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.columns()).isEqualTo(columns);
    assertThat(table.values()).containsExactly(values);
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

  @Test
  void otherVersionsTypesAndOrdersAreRead() throws IOException {
    // [[1, 2, 3], [4, 5, 6]] in column order, big-endian float64, version 2.
    ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.BIG_ENDIAN);
    for (double value : new double[] {1, 4, 2, 5, 3, 6}) {
      data.putDouble(value);
    }
    Path file = file(2, "{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3), }", data.array());
    assertThat(NpyReader.read(file).values()).containsExactly(1, 2, 3, 4, 5, 6);

    ByteBuffer vector = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    vector.putFloat(7).putFloat(8);
    file = file(3, "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}", vector.array());
    assertThat(NpyReader.read(file))
        .usingRecursiveComparison()
        .isEqualTo(new NpyReader.Table(2, 1, new float[] {7, 8}));
  }

  @Test
  void damagedFilesAreRefusedWithFileAndCause() throws IOException {
    assertRefused(folder.resolve("missing.npy"), "there is no file");
    assertRefused(Files.write(folder.resolve("short"), new byte[] {1, 2}), "ends within");
    assertRefused(Files.write(folder.resolve("zeros"), new byte[50]), "is no .npy file");
    String good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertRefused(file(9, good, new byte[24]), "version 9");
    assertRefused(file(1, good, new byte[23]), "1 bytes are missing");
    assertRefused(file(1, good.replace("<f4", "<i4"), new byte[24]), "'<i4'");
    assertRefused(file(1, good.replace("(2, 3)", "(2, 3, 1)"), new byte[24]), "3 dimensions");
    assertRefused(file(1, good.replace("shape", "shap"), new byte[24]), "without shape");
    assertRefused(
        file(1, good.replace("2, 3", "99999999999, 3"), new byte[24]), "more than fit into memory");
    assertRefused(
        file(1, good.replace("2, 3", "99999999999999999999, 3"), new byte[24]), "cannot be read");
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

  private static void assertRefused(Path file, String cause) {
    assertThatThrownBy(() -> NpyReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(cause);
  }
}
