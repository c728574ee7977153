package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Reading CIFAR-10's files, and saying what is wrong with those that cannot be read. */
class CifarFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void writeASmallCifar() throws IOException {
    write("data_batch_1.bin.gz", zipped(records(30)));
    write("data_batch_3.bin", records(25));
    write("test_batch_first20.bin.gz", zipped(records(20)));
  }

  private static byte[] records(int count) {
    return CifarFolder.records(
        count, (image, channel, row, column) -> image + 100 * channel + 3 * row + column);
  }

  private DataSettings settings(String classes) {
    return new DataSettings("cifar10", folder.toString(), false, 0, 0, classes, "auto");
  }

  private Images read(String classes) {
    return Images.load(settings(classes));
  }

  @Test
  void readsAnySubsetOfTheTrainingFilesAndAShortenedTestFile() {
    Images images = read("all");
    assertThat(images.shape()).isEqualTo(new ImageShape(3, 32, 10));
    assertThat(images.train().count()).isEqualTo(55);
    assertThat(images.test().count()).isEqualTo(20);
    assertThat(images.train().label(30 + 13)).isEqualTo(3);
    assertThat(images.train().pixel(30 + 13, 2, 5, 7)).isEqualTo((13 + 200 + 15 + 7) & 0xff);
    assertThat(images.description())
        .contains("CIFAR-10", "55 + 20", "2 of 5 training files", "test_batch_first20.bin.gz");
  }

  @Test
  void halvesAreTheEvenAndTheOddLabelsHalved() {
    Images a = read("A");
    assertThat(a.shape().classes()).isEqualTo(5);
    assertThat(a.train().count()).isEqualTo(15 + 13);
    assertThat(a.train().label(4)).isEqualTo(4);
    assertThat(a.train().pixel(4, 1, 0, 0)).isEqualTo(8 + 100);
    assertThat(a.description()).contains("half A (plane, bird, deer, frog, ship)");
    Images b = read("B");
    assertThat(b.train().count()).isEqualTo(15 + 12);
    assertThat(b.train().label(3)).isEqualTo(3);
    assertThat(b.train().pixel(3, 1, 0, 0)).isEqualTo(7 + 100);
    assertThat(b.checksum()).isNotEqualTo(a.checksum());
  }

  @Test
  void namesAMissingFileAndWhatToDo() throws IOException {
    Files.delete(folder.resolve("test_batch_first20.bin.gz"));
    refuses("test_batch.bin is missing", "optimizee.data.download = true");
    Files.delete(folder.resolve("data_batch_1.bin.gz"));
    Files.delete(folder.resolve("data_batch_3.bin"));
    refuses("data_batch_1.bin is missing", "gzipped too");
  }

  @Test
  void namesATruncatedFile() throws IOException {
    write("data_batch_3.bin", Arrays.copyOf(records(25), 5000));
    refuses("data_batch_3.bin is truncated", "5000 bytes", "3073");
    write("data_batch_3.bin", new byte[0]);
    refuses("data_batch_3.bin is truncated", "0 bytes");
  }

  @Test
  void namesATruncatedZippedFile() throws IOException {
    byte[] whole = zipped(records(30));
    write("data_batch_1.bin.gz", Arrays.copyOf(whole, whole.length / 2));
    refuses("data_batch_1.bin.gz is truncated or damaged");
  }

  @Test
  void namesALabelThatIsNone() throws IOException {
    byte[] records = records(25);
    records[3 * 3073] = 77;
    write("data_batch_3.bin", records);
    refuses("data_batch_3.bin: label 77 of image 3", "0 to 9");
  }

  @Test
  void halvesAreCifarsAlone() {
    DataSettings digits = new DataSettings("rendered", "", false, 200, 1, "A", "auto");
    assertThatThrownBy(() -> Images.load(digits))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("optimizee.data.classes is A", "cifar10", "rendered");
  }

  @Test
  void unpacksTheArchiveWithoutFollowingItsPaths() throws IOException {
    var tar = new ByteArrayOutputStream();
    member(tar, "cifar-10-batches-bin/readme.html", "hello".getBytes(StandardCharsets.UTF_8));
    member(tar, "cifar-10-batches-bin/data_batch_1.bin", records(12));
    member(tar, "../../test_batch.bin", records(10));
    tar.write(new byte[1024]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path archive = inner.resolve("a.tar.gz");
    Files.write(archive, zipped(tar.toByteArray()));
    CifarArchive.unpack(archive, inner.resolve(CifarArchive.FOLDER));
    try (var files = Files.list(inner.resolve(CifarArchive.FOLDER))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("data_batch_1.bin", "test_batch.bin");
    }
    Images images =
        Images.load(new DataSettings("cifar10", inner.toString(), false, 0, 0, "all", "auto"));
    assertThat(images.train().count()).isEqualTo(12);
    assertThat(images.description()).contains("1 of 5 training files");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SYMLAB_CIFAR10", matches = ".+")
  void readsTheRealCifar() {
    Images images =
        Images.load(new DataSettings("cifar10", System.getenv("SYMLAB_CIFAR10"), false, 0, 0));
    assertThat(images.train().count() % 10_000).isZero();
    assertThat(images.train().label(0)).isEqualTo(6);
    assertThat(images.train().pixel(0, 0, 0, 0)).isEqualTo(59);
    assertThat(images.test().label(0)).isEqualTo(3);
  }

  private static void member(ByteArrayOutputStream tar, String name, byte[] content) {
    byte[] header = new byte[512];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 0, text.length);
    byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
  }

  private void refuses(String... parts) {
    assertThatThrownBy(() -> read("all"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
