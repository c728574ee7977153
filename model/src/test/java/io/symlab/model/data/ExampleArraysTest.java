package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays as numpy and as the makers of MNIST write them. */
class ExampleArraysTest {
  @TempDir private Path folder;

  /** Version 1.0, as numpy.save writes it. */
  private static byte[] npy(String descr, String shape, byte[] numbers) {
    String head = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int length = (10 + head.length() + 1 + 63) / 64 * 64 - 10;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.writeBytes(new byte[] {(byte) length, (byte) (length >> 8)});
    bytes.writeBytes(
        (head + " ".repeat(length - head.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(numbers);
    return bytes.toByteArray();
  }

  private static byte[] floats(int count) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      buffer.putFloat(i / 2f);
    }
    return buffer.array();
  }

  private static byte[] longs(int count) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      buffer.putLong(i - 1);
    }
    return buffer.array();
  }

  /** Of unsigned bytes. */
  private static byte[] idx(int... shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x0800 + shape.length);
    int count = 1;
    for (int size : shape) {
      out.writeInt(size);
      count *= size;
    }
    for (int i = 0; i < count; i++) {
      out.write(250 + i);
    }
    return bytes.toByteArray();
  }

  private Path npz() throws IOException {
    Path file = folder.resolve("examples.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy("<f4", "3, 2, 2", floats(12)));
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(npy("<i8", "3,", longs(3)));
      zip.putNextEntry(new ZipEntry("rate.npy"));
      zip.write(npy("<f4", "", floats(1)));
    }
    return file;
  }

  @Test
  void anNpzFilesArraysAreReadInTheOrderAskedFor() throws IOException {
    List<NumberArray> read = ExampleArrays.read(npz()).together(List.of("y", "x"));
    assertThat(read).extracting(NumberArray::name).containsExactly("y", "x");
    assertThat(read.get(0).whole()).isTrue();
    assertThat(read.get(0).values()).containsExactly(-1, 0, 1);
    assertThat(read.get(1).whole()).isFalse();
    assertThat(read.get(1).shape()).containsExactly(3, 2, 2);
    assertThat(read.get(1).width()).isEqualTo(4);
    assertThat(read.get(1).values()).hasSize(12).startsWith(0, 0.5, 1);
  }

  @Test
  void aFolderMayHoldBothFormatsPlainOrGzipped() throws IOException {
    Files.write(folder.resolve("x.npy"), npy("<f4", "2, 3", floats(6)));
    Files.writeString(folder.resolve("notes.txt"), "how they were made");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("y.gz")))) {
      out.write(idx(2, 4));
    }
    List<NumberArray> read = ExampleArrays.read(folder).together(List.of("x", "y"));
    assertThat(read.get(1).values()).containsExactly(250, 251, 252, 253, 254, 255, 0, 1);
    assertThat(read.get(1).whole()).isTrue();
  }

  @Test
  void theChecksumIsOfTheNumbersNotOfTheFile() throws IOException {
    String sum = ExampleArrays.checksum(ExampleArrays.read(npz()).together(List.of("x", "y")));
    Path apart = Files.createDirectory(folder.resolve("apart"));
    Files.write(apart.resolve("x.npy"), npy("<f4", "3, 2, 2", floats(12)));
    Files.write(apart.resolve("y.npy"), npy("<i8", "3,", longs(3)));
    List<NumberArray> same = ExampleArrays.read(apart).together(List.of("x", "y"));
    assertThat(ExampleArrays.checksum(same)).isEqualTo(sum);
    same.get(0).values()[5] += 1;
    assertThat(ExampleArrays.checksum(same)).isNotEqualTo(sum);
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    ExampleArrays arrays = ExampleArrays.read(npz());
    refused(() -> arrays.together(List.of("x", "z")), "no array called \"z\"", "[x, y]");
    Path apart = Files.createDirectory(folder.resolve("apart"));
    refused(() -> ExampleArrays.read(apart), "holds no array");
    refused(() -> ExampleArrays.read(folder.resolve("gone.npz")), "there is no");
    Files.write(apart.resolve("x.npy"), npy("<f4", "3, 2", floats(6)));
    Files.write(apart.resolve("y.npy"), npy("<i8", "2,", longs(2)));
    ExampleArrays uneven = ExampleArrays.read(apart);
    refused(() -> uneven.together(List.of("x", "y")), "x [3, 2], y [2]");
    Files.write(apart.resolve("y.npy"), npy("<i8", "3,", longs(2)));
    refused(() -> ExampleArrays.read(apart), "y.npy", "cut short");
    Files.write(apart.resolve("y.npy"), npy("|O", "3,", longs(2)));
    refused(() -> ExampleArrays.read(apart), "y.npy", "Python objects");
    byte[] cut = java.util.Arrays.copyOf(idx(2, 4), 14);
    Files.delete(apart.resolve("y.npy"));
    Files.write(apart.resolve("y.idx2"), cut);
    refused(() -> ExampleArrays.read(apart), "cut short");
    byte[] damaged = Files.readAllBytes(npz());
    for (int i = damaged.length / 4; i < damaged.length / 2; i++) {
      damaged[i] ^= 0x55;
    }
    Path file = Files.write(folder.resolve("damaged.npz"), damaged);
    assertThatThrownBy(() -> ExampleArrays.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged.npz")
        .hasMessageNotContaining("java.");
    Path other = Files.createDirectory(folder.resolve("other"));
    byte[] numbers = floats(6);
    ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).putFloat(3 * Float.BYTES, Float.NaN);
    Files.write(other.resolve("x.npy"), npy("<f4", "3, 2", numbers));
    refused(
        () -> ExampleArrays.read(other).together(List.of("x")),
        "array x holds NaN in example 1 (of its 6 numbers 1 is not finite)");
  }

  private static void refused(Runnable read, String... words) {
    assertThatThrownBy(read::run).isInstanceOf(DataException.class).hasMessageContainingAll(words);
  }
}
