package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.data.ImageShape;
import io.symlab.model.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks as functions: their sizes, scores and derivatives, in float64. */
class NetworkTest {
  private static final ImageShape FIVE = new ImageShape(3, 32, 5);
  private static final ImageShape TINY = new ImageShape(3, 8, 4);

  /** A network with its groups. */
  private record Built(Layers layers, Network network) {
    int size() {
      return layers.parameters().size();
    }
  }

  private static Layers.Start wide() {
    return Layers.Start.normal(0.3);
  }

  private static Built small(ImageShape shape, Activation activation) {
    Layers layers = new Layers();
    return new Built(layers, ConvNet.small(layers, wide(), shape, activation));
  }

  private static Built lenet(ImageShape shape) {
    Layers layers = new Layers();
    return new Built(layers, ConvNet.lenet(layers, wide(), shape, Activation.TANH));
  }

  private static Built tinyResNet(boolean bottleneck) {
    Layers layers = new Layers();
    return new Built(layers, new ResNet(layers, TINY, 3, new int[] {1, 2}, bottleneck));
  }

  private static int size(BiFunction<Layers, ImageShape, ResNet> net) {
    Layers layers = new Layers();
    var unused = net.apply(layers, ImageShape.COLOUR);
    return layers.parameters().size();
  }

  @Test
  void sizesAreThePublishedOnes() {
    assertThat(small(FIVE, Activation.RELU).size()).isEqualTo(2_993);
    assertThat(lenet(ImageShape.DIGITS).size()).isEqualTo(61_706);
    assertThat(lenet(ImageShape.COLOUR).size()).isEqualTo(62_006);
    Layers sigmoid = new Layers();
    new Mlp(sigmoid, wide(), ImageShape.DIGITS, List.of(20), Activation.SIGMOID);
    assertThat(sigmoid.parameters().size()).isEqualTo(15_910);
    assertThat(size(ResNet::of18)).isEqualTo(11_173_962);
    assertThat(size(ResNet::of34)).isEqualTo(21_282_122);
    assertThat(size(ResNet::of50)).isEqualTo(23_520_842);
    assertThat(size(ResNet::of101)).isEqualTo(42_512_970);
    assertThat(size(ResNet::of152)).isEqualTo(58_156_618);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void smallNetsScoresAreThoseOfPlainLoops(Activation activation) {
    Built built = small(FIVE, activation);
    double[] theta = start(built);
    double[] x = pixels(FIVE, 2);
    try (NDManager memory = Torch.cpu().newManager()) {
      double[] scores = scores(memory, built, theta, x, 2, Normaliser.ofBatch());
      for (int image = 0; image < 2; image++) {
        double[] one = Arrays.copyOfRange(x, image * 3072, (image + 1) * 3072);
        double[] slow = SlowConvNet.small(one, theta, 5, activation);
        for (int c = 0; c < 5; c++) {
          assertThat(scores[image * 5 + c]).isCloseTo(slow[c], within(1e-9));
        }
      }
    }
  }

  @Test
  void gradientOfSmallNetAgreesWithCentralDifferences() {
    gradientAgrees(small(FIVE, Activation.ELU), FIVE, 2);
  }

  @Test
  void gradientOfLenetAgreesWithCentralDifferences() {
    gradientAgrees(lenet(ImageShape.DIGITS), ImageShape.DIGITS, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientOfResidualNetAgreesWithCentralDifferences(boolean bottleneck) {
    gradientAgrees(tinyResNet(bottleneck), TINY, 4);
  }

  /** A few coordinates of every group, for the loss sum_i i * score_i. */
  private static void gradientAgrees(Built built, ImageShape shape, int count) {
    double[] theta = start(built);
    double[] x = pixels(shape, count);
    double[] gradient = gradient(built, theta, x, count);
    try (NDManager memory = Torch.cpu().newManager()) {
      for (var group : built.layers().parameters().groups()) {
        for (int k = 0; k < Math.min(3, group.length()); k++) {
          int i = group.offset() + (k * 7919 + 5) % group.length();
          double slope =
              SlowMlp.slope(
                  t -> weighed(scores(memory, built, t, x, count, Normaliser.ofBatch())), theta, i);
          assertThat(gradient[i])
              .as("%s, coordinate %d", group.name(), i)
              .isCloseTo(slope, within(1e-5 + 1e-5 * Math.abs(slope)));
        }
      }
    }
  }

  @Test
  void scaleOfAConvolutionBeforeNormalisationDoesNotMatter() {
    Built built = tinyResNet(false);
    double[] theta = start(built);
    double[] x = pixels(TINY, 4);
    try (NDManager memory = Torch.cpu().newManager()) {
      double[] before = scores(memory, built, theta, x, 4, Normaliser.ofBatch());
      var stem = built.layers().parameters().groups().get(0);
      for (int i = 0; i < stem.length(); i++) {
        theta[stem.offset() + i] *= 7;
      }
      double[] after = scores(memory, built, theta, x, 4, Normaliser.ofBatch());
      for (int i = 0; i < before.length; i++) {
        // Not exact: the variance is larger beside the 1e-5 that is added to it.
        assertThat(after[i]).isCloseTo(before[i], within(1e-3));
      }
      theta[stem.length()] *= 7;
      assertThat(scores(memory, built, theta, x, 4, Normaliser.ofBatch())).isNotEqualTo(after);
    }
  }

  @Test
  void measuredStatisticsGiveEveryImageItsOwnScoresWhateverTheOthersAre() {
    Built built = tinyResNet(true);
    double[] theta = start(built);
    try (NDManager memory = Torch.cpu().newManager()) {
      Normaliser first = Normaliser.measuring(memory);
      double[] batch = pixels(TINY, 4);
      scores(memory, built, theta, batch, 4, first);
      double[] together = scores(memory, built, theta, batch, 4, first.fixed());
      double[] alone = scores(memory, built, theta, Arrays.copyOf(batch, 192), 1, first.fixed());
      for (int c = 0; c < 4; c++) {
        assertThat(together[c]).isCloseTo(alone[c], within(1e-9));
      }
    }
  }

  @Test
  void measuredStatisticsAreThePlainMeanOverTheBatches() {
    try (NDManager memory = Torch.cpu().newManager()) {
      NDArray one = memory.create(new double[] {1}).reshape(1);
      NDArray zero = memory.create(new double[] {0}).reshape(1);
      Normaliser measuring = null;
      for (double mean : new double[] {1, 5, 12}) {
        measuring = measuring == null ? Normaliser.measuring(memory) : measuring.next();
        NDArray x = memory.create(new double[] {mean - 2, mean + 2}, new Shape(2, 1, 1, 1));
        Normaliser pass = measuring;
        Torch.unrecorded(() -> pass.normalise(x, one, zero));
      }
      // Means 1, 5, 12; the unbiased variance of each batch is 8.
      NDArray x = memory.create(new double[] {6, 8}, new Shape(2, 1, 1, 1));
      Normaliser fixed = measuring.fixed();
      double[] y = Torch.unrecorded(() -> fixed.normalise(x, one, zero)).toDoubleArray();
      assertThat(y[0]).isCloseTo(0, within(1e-9));
      assertThat(y[1]).isCloseTo(2 / Math.sqrt(8 + 1e-5), within(1e-9));
    }
  }

  private static double[] start(Built built) {
    float[] theta = new float[built.size()];
    built.layers().initial(new SplittableRandom(7), theta);
    return SlowMlp.doubles(theta);
  }

  private static double[] pixels(ImageShape shape, int count) {
    SplittableRandom random = new SplittableRandom(3);
    double[] x = new double[count * shape.pixels()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble() - 0.5;
    }
    return x;
  }

  private static NDArray[] leaves(NDManager step, Built built, double[] theta) {
    var parameters = built.layers().parameters();
    NDArray[] leaves = new NDArray[parameters.groups().size()];
    for (int i = 0; i < leaves.length; i++) {
      var group = parameters.groups().get(i);
      double[] part = Arrays.copyOfRange(theta, group.offset(), group.offset() + group.length());
      leaves[i] = step.create(part, parameters.shape(i));
    }
    return leaves;
  }

  private static double[] scores(
      NDManager memory, Built built, double[] theta, double[] x, int count, Normaliser normaliser) {
    return Torch.unrecorded(
        () -> {
          try (NDManager step = memory.newSubManager()) {
            NDArray input = step.create(x, built.network().input(count));
            return built
                .network()
                .logits(input, leaves(step, built, theta), normaliser)
                .toDoubleArray();
          }
        });
  }

  private static double weighed(double[] scores) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += (i + 1) * scores[i];
    }
    return sum;
  }

  private static double[] gradient(Built built, double[] theta, double[] x, int count) {
    return Torch.recording(
        () -> {
          try (NDManager step = Torch.cpu().newManager()) {
            NDArray[] leaves = leaves(step, built, theta);
            for (NDArray leaf : leaves) {
              leaf.setRequiresGradient(true);
            }
            NDArray input = step.create(x, built.network().input(count));
            NDArray scores = built.network().logits(input, leaves, Normaliser.ofBatch());
            NDArray weights =
                step.arange(1f, scores.size() + 1f, 1f, DataType.FLOAT64)
                    .reshape(scores.getShape());
            Torch.backward(scores.mul(weights).sum());
            double[] gradient = new double[theta.length];
            for (int i = 0; i < leaves.length; i++) {
              double[] part = leaves[i].getGradient().toDoubleArray();
              int offset = built.layers().parameters().groups().get(i).offset();
              System.arraycopy(part, 0, gradient, offset, part.length);
            }
            return gradient;
          }
        });
  }
}
