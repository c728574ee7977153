package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.data.CifarFolder;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageShape;
import io.symlab.model.data.Images;
import io.symlab.model.data.PixelScale;
import io.symlab.model.torch.Torch;
import io.symlab.model.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nets on colour images as optimizees: they learn, are tested, and stay functions of theta. */
class ImageClassifierTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeEasyImages() throws IOException {
    CifarFolder.easy(folder, 200, 100);
  }

  private static DataSettings data(String augment) {
    return new DataSettings("cifar10", folder.toString(), false, 0, 0, "all", augment);
  }

  private static Optimizee smallCnn(String augment) {
    return Optimizees.open(
        new OptimizeeSettings("small-cnn", List.of(), 50, 0.1, data(augment), 0, 0, "relu"));
  }

  /** As {@code resnet18} is put together, but narrow and shallow. */
  private static Optimizee narrowResNet() {
    Images images = Images.load(data("auto"));
    Layers layers = new Layers();
    Network net = new ResNet(layers, images.shape(), 4, new int[] {1, 1}, false);
    return new ImageClassifier(
        "narrow", images, 50, PixelScale.CENTRED, true, layers, net, TorchDevice.CPU);
  }

  @Test
  void smallCnnLearnsEasyImages() {
    try (Optimizee optimizee = smallCnn("off")) {
      learns(optimizee, 0.03, 150);
    }
  }

  @Test
  void residualNetLearnsEasyAugmentedImages() {
    try (Optimizee optimizee = narrowResNet()) {
      learns(optimizee, 0.1, 60);
    }
  }

  private static void learns(Optimizee optimizee, double rate, int steps) {
    Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "learn", 0);
    float[] theta = new float[optimizee.size()];
    float[] gradient = new float[optimizee.size()];
    problem.initial(theta);
    double untrained = problem.accuracy(theta).orElseThrow();
    double first = problem.loss(theta, 0);
    for (int step = 0; step < steps; step++) {
      problem.gradient(theta, step, gradient);
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= (float) (rate * gradient[i]);
      }
    }
    assertThat(problem.loss(theta, steps)).isLessThan(0.6 * first);
    assertThat(problem.accuracy(theta).orElseThrow()).isGreaterThan(Math.max(0.3, untrained + 0.1));
  }

  @Test
  void gradientsAreTheSameWhateverLiesInFreedMemory() {
    try (Optimizee optimizee = smallCnn("off")) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "clean", 0);
      float[] theta = new float[optimizee.size()];
      problem.initial(theta);
      float[] first = new float[optimizee.size()];
      problem.gradient(theta, 0, first);
      float[] gradient = new float[optimizee.size()];
      for (int i = 0; i < 20; i++) {
        freeNaNs();
        problem.gradient(theta, 0, gradient);
        assertThat(gradient).isEqualTo(first);
      }
    }
  }

  /** Frees tensors of NaN of the sizes that a step of the small net on 50 images needs. */
  private static void freeNaNs() {
    try (NDManager memory = Torch.cpu().newManager()) {
      for (long channels : new long[] {6, 12, 16}) {
        for (long edge : new long[] {1, 3, 6, 13, 15, 30}) {
          for (int i = 0; i < 3; i++) {
            memory.full(new Shape(50 * channels * edge * edge), Float.NaN, DataType.FLOAT32);
            memory.full(new Shape(16 * channels * edge * edge), Float.NaN, DataType.FLOAT32);
          }
        }
      }
    }
  }

  @Test
  void lossGradientAndAccuracyDependOnNothingButThetaAndTheStep() {
    try (Optimizee optimizee = narrowResNet()) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.HELD_OUT, 1, "pure", 0);
      float[] theta = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 3, gradient);
      float[] first = gradient.clone();
      double accuracy = problem.accuracy(theta).orElseThrow();
      float[] elsewhere = theta.clone();
      for (int i = 0; i < theta.length; i++) {
        elsewhere[i] += gradient[i];
      }
      problem.gradient(elsewhere, 4, gradient);
      problem.accuracy(elsewhere);
      assertThat(problem.loss(theta, 3)).isEqualTo(loss);
      assertThat(problem.gradient(theta, 3, gradient)).isEqualTo(loss);
      assertThat(gradient).isEqualTo(first);
      assertThat(problem.accuracy(theta).orElseThrow()).isEqualTo(accuracy);
    }
  }

  @Test
  void augmentedBatchesDifferFromPlainOnes() {
    try (Optimizee plain = smallCnn("off");
        Optimizee same = smallCnn("auto");
        Optimizee shifted = smallCnn("on")) {
      float[] theta = new float[plain.size()];
      plain.problem(Optimizee.Half.TRAIN, 1, "a", 0).initial(theta);
      double loss = plain.problem(Optimizee.Half.TRAIN, 1, "a", 0).loss(theta, 0);
      assertThat(same.problem(Optimizee.Half.TRAIN, 1, "a", 0).loss(theta, 0)).isEqualTo(loss);
      assertThat(shifted.problem(Optimizee.Half.TRAIN, 1, "a", 0).loss(theta, 0))
          .isNotEqualTo(loss);
    }
  }

  @Test
  void convolutionalNetsTakeDigitsToo() {
    DataSettings digits = new DataSettings("rendered", "", false, 200, 1);
    for (String kind : List.of("small-cnn", "resnet18")) {
      try (Optimizee net =
          Optimizees.open(new OptimizeeSettings(kind, List.of(), 8, 0.1, digits, 0, 0, "relu"))) {
        float[] theta = new float[net.size()];
        float[] gradient = new float[net.size()];
        Optimizee.Problem problem = net.problem(Optimizee.Half.TRAIN, 1, "a", 0);
        problem.initial(theta);
        assertThat(problem.gradient(theta, 0, gradient)).isFinite();
      }
    }
    assertThat(ImageShape.COLOUR.words()).isEqualTo("32x32 colour");
  }

  @Test
  void residualNetsStartFromScaleOneAndShiftNought() {
    Layers layers = new Layers();
    new ResNet(layers, ImageShape.COLOUR, 16, new int[] {1, 1}, true);
    float[] theta = new float[layers.parameters().size()];
    layers.initial(new java.util.SplittableRandom(1), theta);
    for (var group : layers.parameters().groups()) {
      double square = 0;
      for (int i = 0; i < group.length(); i++) {
        float x = theta[group.offset() + i];
        square += (double) x * x / group.length();
        if (group.name().startsWith("scale")) {
          assertThat(x).isEqualTo(1);
        } else if (group.name().startsWith("shift")) {
          assertThat(x).isEqualTo(0);
        }
      }
      if (group.name().equals("weight.stage2.block1.2")) {
        assertThat(Math.sqrt(square)).isBetween(0.95 * Math.sqrt(2.0 / (32 * 9)), 0.0876);
      }
    }
  }
}
