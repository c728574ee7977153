package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Reading MNIST's files, and saying what is wrong with those that cannot be read. */
class IdxFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void writeASmallMnist() throws IOException {
    write("train-images-idx3-ubyte.gz", zipped(images(60, 28)));
    write("train-labels-idx1-ubyte.gz", zipped(labels(60)));
    write("t10k-images-idx3-ubyte", images(10, 28));
    write("t10k-labels.idx1-ubyte", labels(10));
  }

  private Images read() {
    return IdxFiles.read(
        ImageSource.MNIST, new DataSettings("mnist", folder.toString(), false, 0, 0));
  }

  @Test
  void readsZippedAndRawFilesUnderTheirUsualNames() {
    Images images = read();
    assertThat(images.train().count()).isEqualTo(60);
    assertThat(images.test().count()).isEqualTo(10);
    assertThat(images.train().label(13)).isEqualTo(3);
    assertThat(images.train().pixel(13, 2, 5)).isEqualTo((13 + 2 * 28 + 5) % 256);
    assertThat(images.description()).contains("MNIST").contains("60 + 10");
  }

  @Test
  void unzipsWhateverTheNameSays() throws IOException {
    write("t10k-images-idx3-ubyte", zipped(images(10, 28)));
    assertThat(read().test().count()).isEqualTo(10);
  }

  @Test
  void namesAMissingFile() throws IOException {
    Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
    refuses("train-labels-idx1-ubyte.gz is missing", "optimizee.data.download = true", "rendered");
  }

  @Test
  void saysThatThereIsNoDirectory() {
    DataSettings nowhere =
        new DataSettings("mnist", folder.resolve("nowhere").toString(), false, 0, 0);
    assertThatThrownBy(() -> IdxFiles.read(ImageSource.MNIST, nowhere))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such directory");
    assertThatThrownBy(
            () -> IdxFiles.read(ImageSource.MNIST, new DataSettings("mnist", "", false, 0, 0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.mnist is not set");
  }

  @Test
  void namesATruncatedFileAndHowMuchIsMissing() throws IOException {
    write("t10k-images-idx3-ubyte", Arrays.copyOf(images(10, 28), 5000));
    refuses("t10k-images-idx3-ubyte is truncated: 5000 bytes", "10 images", "7856", "fetch");
    write("t10k-images-idx3-ubyte", new byte[] {0, 0, 8});
    refuses("t10k-images-idx3-ubyte is truncated: 3 bytes");
  }

  @Test
  void namesATruncatedZippedFile() throws IOException {
    byte[] whole = zipped(images(60, 28));
    write("train-images-idx3-ubyte.gz", Arrays.copyOf(whole, whole.length / 2));
    refuses("train-images-idx3-ubyte.gz is truncated or damaged", "fetch the file again");
  }

  @Test
  void namesAFileOfAnotherKind() throws IOException {
    write("train-images-idx3-ubyte.gz", zipped(labels(60)));
    refuses("train-images-idx3-ubyte.gz does not hold images", "0x00000801", "0x00000803");
  }

  @Test
  void namesAFileThatIsTooLong() throws IOException {
    write("t10k-labels.idx1-ubyte", Arrays.copyOf(labels(10), 30));
    refuses("t10k-labels.idx1-ubyte is too long: 30 bytes", "18");
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    write("t10k-images-idx3-ubyte", images(10, 32));
    refuses("32x32", "expected 28x28");
  }

  @Test
  void refusesImagesAndLabelsThatDoNotBelongTogether() throws IOException {
    write("t10k-labels.idx1-ubyte", labels(9));
    refuses("10 images", "9 labels");
  }

  @Test
  void refusesALabelThatIsNoDigit() throws IOException {
    byte[] labels = labels(10);
    labels[8 + 4] = (byte) 200;
    write("t10k-labels.idx1-ubyte", labels);
    refuses("label 200 at position 4");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SYMLAB_MNIST", matches = ".+")
  void readsTheRealMnist() {
    String directory = System.getenv("SYMLAB_MNIST");
    Images images = Images.load(new DataSettings("mnist", directory, false, 0, 0));
    assertThat(images.train().count()).isEqualTo(60_000);
    assertThat(images.test().count()).isEqualTo(10_000);
    assertThat(images.train().label(0)).isEqualTo(5);
    assertThat(images.test().label(0)).isEqualTo(7);
    assertThat(images.half(true)).hasSize(30_000);
  }

  private void refuses(String... parts) {
    assertThatThrownBy(this::read).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static byte[] images(int count, int edge) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + count * edge * edge);
    buffer.putInt(0x0803).putInt(count).putInt(edge).putInt(edge);
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < edge * edge; p++) {
        buffer.put((byte) (i + p));
      }
    }
    return buffer.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + count);
    buffer.putInt(0x0801).putInt(count);
    for (int i = 0; i < count; i++) {
      buffer.put((byte) (i % 10));
    }
    return buffer.array();
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
