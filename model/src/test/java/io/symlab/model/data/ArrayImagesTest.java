package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.model.optimizee.ProblemFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own images, of sizes and classes that no known set has. */
class ArrayImagesTest {
  private static final int COUNT = 60;

  @TempDir private Path folder;

  private static byte[] idx(int type, IntToDoubleFunction value, int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + count * (type == 8 ? 1 : 8));
    bytes.putInt(type << 8 | shape.length);
    Arrays.stream(shape).forEach(bytes::putInt);
    for (int i = 0; i < count; i++) {
      if (type == 8) {
        bytes.put((byte) (int) value.applyAsDouble(i));
      } else {
        bytes.putDouble(value.applyAsDouble(i));
      }
    }
    return bytes.array();
  }

  private void bytes(String name, IntToDoubleFunction value, int... shape) throws IOException {
    Files.write(folder.resolve(name + ".idx"), idx(8, value, shape));
  }

  private void doubles(String name, IntToDoubleFunction value, int... shape) throws IOException {
    Files.write(folder.resolve(name + ".idx"), idx(0x0E, value, shape));
  }

  private DataSettings settings() {
    return DataSettings.of(ImageSource.ARRAYS, folder);
  }

  private Images load() {
    return Images.load(settings());
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12, , 1, 12",
    "12, 12, 3, 3, 12",
    "3, 12, 12, 3, 12",
    "5, 7, , 35, 1",
    "5, 7, 2, 70, 1",
    "9, , , 9, 1"
  })
  void shapesAreSquareImagesOrVectors(
      int first, Integer second, Integer third, int channels, int edge) throws IOException {
    int[] shape =
        Stream.of(COUNT, first, second, third)
            .filter(Objects::nonNull)
            .mapToInt(size -> size)
            .toArray();
    bytes("x", i -> i % 251, shape);
    bytes("y", i -> i % 17, COUNT);
    Images images = load();
    assertThat(images.shape()).isEqualTo(new ImageShape(channels, edge, 17));
    assertThat(images.train().count()).isEqualTo(50);
    assertThat(images.test().count()).isEqualTo(10);
  }

  @Test
  void channelsComeFirstWhicheverWayTheyWereStored() throws IOException {
    bytes("x", i -> i % 2 == 0 ? 7 : i % 250, 6, 4, 4, 2);
    bytes("y", i -> i, 6);
    bytes("x_test", i -> i % 2 == 0 ? 7 : i % 250, 6, 4, 4, 2);
    bytes("y_test", i -> i, 6);
    ImageSet set = load().test();
    assertThat(set.shape()).isEqualTo(new ImageShape(2, 4, 6));
    for (int image = 0; image < 6; image++) {
      assertThat(set.label(image)).isEqualTo(image);
      for (int at = 0; at < 16; at++) {
        assertThat(set.pixel(image, 0, at / 4, at % 4)).isEqualTo(7);
        assertThat(set.pixel(image, 1, at / 4, at % 4)).isEqualTo((image * 32 + at * 2 + 1) % 250);
      }
    }
  }

  @Test
  void fractionsAreOf255AndWholeNumbersAreTaken() throws IOException {
    doubles("x", i -> i % 256 / 255.0, COUNT, 4, 4);
    bytes("y", i -> i % 3, COUNT);
    Images fractions = load();
    bytes("x", i -> i % 256, COUNT, 4, 4);
    assertThat(load().checksum()).isEqualTo(fractions.checksum());
  }

  @Test
  void labelsMayBeAsManyAsBytes() throws IOException {
    bytes("x", i -> i % 200, 300, 2, 2);
    bytes("y", i -> i % 256, 300);
    assertThat(load().shape().classes()).isEqualTo(256);
    assertThat(load().train().count() + load().test().count()).isEqualTo(300);
  }

  @Test
  void filesNamedAsThoseOfMnistAreFound() throws IOException {
    bytes("emnist-letters-train-images-idx3-ubyte", i -> i % 256, COUNT, 8, 8);
    bytes("emnist-letters-train-labels-idx1-ubyte", i -> i % 26, COUNT);
    bytes("emnist-letters-test-images-idx3-ubyte", i -> i % 256, 9, 8, 8);
    bytes("emnist-letters-test-labels-idx1-ubyte", i -> i % 26, 9);
    assertThat(load().train().count()).isEqualTo(COUNT);
    assertThat(load().test().count()).isEqualTo(9);
    assertThat(load().description()).contains("60 + 9 images of 8x8 gray in 26 classes");
  }

  @Test
  void netsTrainOnThem() throws IOException {
    bytes("x", i -> i * 31 % 256, COUNT, 2, 13, 13);
    bytes("y", i -> i % 5, COUNT);
    for (OptimizeeKind kind :
        new OptimizeeKind[] {
          OptimizeeKind.MLP, OptimizeeKind.SMALL_CNN, OptimizeeKind.LENET, OptimizeeKind.RESNET18
        }) {
      var optimizee = OptimizeeSettings.of(kind).withData(settings()).withBatch(6);
      try (Optimizee net = Optimizees.open(optimizee)) {
        float[] theta = new float[net.size()];
        float[] gradient = new float[net.size()];
        var problem = net.problem(Optimizee.Half.TRAIN, 1, "a", 0);
        problem.initial(theta);
        assertThat(problem.gradient(theta, 0, gradient)).as(kind.key()).isFinite();
        assertThat(problem.accuracy(theta).orElseThrow()).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void whatIsNoImageIsForAnMlp() throws IOException {
    bytes("x", i -> i % 256, COUNT, 5, 7);
    bytes("y", i -> i % 5, COUNT);
    var mlp = OptimizeeSettings.of(OptimizeeKind.MLP).withData(settings()).withBatch(6);
    Optimizees.open(mlp).close();
    assertThatThrownBy(
            () ->
                Optimizees.open(
                    OptimizeeSettings.of(OptimizeeKind.RESNET18).withData(settings()).withBatch(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "optimizee.kind = resnet18 needs square images of 8x8 or more, and these are 35"
                + " numbers: choose mlp, which takes any numbers");
  }

  @Test
  void anNpzTravelsAndIsFoundInItsFolder() throws IOException {
    Path file = folder.resolve("own.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : new String[] {"x", "y"}) {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(npy(name.equals("x") ? new int[] {30, 3, 3} : new int[] {30}));
      }
    }
    var settings =
        OptimizeeSettings.of(OptimizeeKind.MLP)
            .withData(DataSettings.of(ImageSource.ARRAYS, file))
            .withBatch(5);
    String sum = ProblemData.of(settings).orElseThrow().checksum();
    Path there = Files.createDirectories(folder.resolve("there"));
    for (var one : ProblemFiles.of(settings).entrySet()) {
      Files.copy(one.getValue(), there.resolve(one.getKey()));
    }
    var moved = ProblemFiles.in(settings, there);
    assertThat(ProblemData.of(moved).orElseThrow().checksum()).isEqualTo(sum);
    Optimizees.open(moved).close();
  }

  /** Bytes that rise, as numpy.save writes them. */
  private static byte[] npy(int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    String sizes = Arrays.toString(shape).replace("[", "").replace("]", ",");
    String head = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + sizes + "), }";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(
        (head + " ".repeat(117 - head.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count; i++) {
      bytes.write(i);
    }
    return bytes.toByteArray();
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    refused("holds no array");
    bytes("x", i -> i % 256, COUNT, 4, 4);
    refused("has no array of their labels, called y or y_train; there are x");
    bytes("y", i -> i % 3, COUNT - 1);
    refused("x [60, 4, 4] and y [59] count different numbers of examples");
    bytes("y", i -> i % 3, COUNT, 2);
    refused("y [60, 2] is not one label for each image");
    doubles("y", i -> i / 2.0, COUNT);
    refused("y holds 0.5, and labels are whole numbers from 0 to 255");
    doubles("y", i -> i % 3, COUNT);
    doubles("x", i -> i - 5.0, COUNT, 4, 4);
    refused("x holds -5.0, and images are whole numbers from 0 to 255 or fractions from 0 to 1");
    doubles("x", i -> Double.NaN, COUNT, 4, 4);
    refused("x holds NaN");
    doubles("x", i -> i == 7 ? Double.NaN : i % 5 / 5.0, COUNT, 4, 4);
    refused("x holds NaN");
    bytes("x", i -> i % 256, COUNT);
    refused("x [60] are no images");
    bytes("x", i -> i % 256, COUNT, 4, 4);
    bytes("x_test", i -> i % 256, 5, 4, 4);
    refused("has x_test without its labels");
    bytes("y_test", i -> i % 3, 5);
    bytes("x_train", i -> i % 256, 5, 4, 4);
    refused("has x and x_train, and one of them is wanted");
    Files.delete(folder.resolve("x_train.idx"));
    bytes("x_test", i -> i % 256, 5, 5, 5);
    refused("x [60, 4, 4] and x_test [5, 5, 5] are images of two shapes");
  }

  private void refused(String words) {
    assertThatThrownBy(this::load).isInstanceOf(DataException.class).hasMessageContaining(words);
  }
}
