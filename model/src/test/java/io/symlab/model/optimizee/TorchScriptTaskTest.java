package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.data.DataException;
import io.symlab.model.data.NumberArray;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.torch.TorchDevice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A module as PyTorch 2.6 saved it: linear 8 to 16, tanh, linear 16 to 3, and cross entropy. Its
 * loss and gradient against the same in plain loops.
 */
class TorchScriptTaskTest {
  private static final int EXAMPLES = 101;

  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void script() throws IOException {
    script = folder.resolve("task.pt");
    try (InputStream in = TorchScriptTaskTest.class.getResourceAsStream("task.pt")) {
      Files.copy(in, script);
    }
  }

  private static NumberArray x(int width) {
    double[] values = new double[EXAMPLES * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(0.7 * i);
    }
    return new NumberArray("x", new long[] {EXAMPLES, width}, false, values);
  }

  private static NumberArray y(boolean whole) {
    double[] values = new double[EXAMPLES];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i % 3;
    }
    return new NumberArray("y", new long[] {EXAMPLES}, whole, values);
  }

  private TorchScriptTask task(int batch) {
    return new TorchScriptTask(script, List.of(x(8), y(true)), batch, TorchDevice.CPU);
  }

  /** The mean over all examples of -log p(y), parameters in the module's order. */
  private static double slow(float[] theta, NumberArray x, NumberArray y, int[] examples) {
    double sum = 0;
    for (int e : examples) {
      double[] scores = new double[3];
      for (int c = 0; c < 3; c++) {
        scores[c] = theta[192 + c];
      }
      for (int h = 0; h < 16; h++) {
        double a = theta[128 + h];
        for (int i = 0; i < 8; i++) {
          a += theta[h * 8 + i] * x.values()[e * 8 + i];
        }
        for (int c = 0; c < 3; c++) {
          scores[c] += theta[144 + c * 16 + h] * Math.tanh(a);
        }
      }
      double log = Math.log(Arrays.stream(scores).map(Math::exp).sum());
      sum += log - scores[(int) y.values()[e]];
    }
    return sum / examples.length;
  }

  @Test
  void lossAndGradientAreThoseOfPlainLoops() {
    int[] half =
        io.symlab.model.data.Images.shuffled(
            EXAMPLES, io.symlab.symbolic.Randomness.stream(60_000, "arrays.halves"));
    int[] train = Arrays.copyOfRange(half, 0, 50);
    try (TorchScriptTask task = task(50)) { // the whole half, in whatever order
      assertThat(task.groups())
          .extracting(Optimizee.ParameterGroup::name)
          .containsExactly("net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias");
      Optimizee.Problem problem = task.problem(Half.TRAIN, 1, "check", 0);
      float[] theta = new float[task.size()];
      float[] gradient = new float[task.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 0, gradient);
      assertThat(loss).isCloseTo(slow(theta, x(8), y(true), train), within(1e-6));
      assertThat(problem.loss(theta, 0)).isEqualTo(loss);
      for (int i = 0; i < theta.length; i++) {
        float[] more = theta.clone();
        float[] less = theta.clone();
        more[i] += 0x1p-8f;
        less[i] -= 0x1p-8f;
        double slope =
            (slow(more, x(8), y(true), train) - slow(less, x(8), y(true), train)) / 0x1p-7;
        assertThat((double) gradient[i]).isCloseTo(slope, within(1e-5));
      }
    }
  }

  @Test
  void problemsStartFromTheStoredNumbersInOrdersOfTheirOwn() {
    try (TorchScriptTask task = task(20);
        TorchScriptTask other = task(20)) {
      float[] one = new float[task.size()];
      float[] two = new float[task.size()];
      float[] same = new float[task.size()];
      task.problem(Half.TRAIN, 1, "start", 0).initial(one);
      task.problem(Half.TRAIN, 1, "start", 1).initial(two);
      other.problem(Half.TRAIN, 1, "start", 0).initial(same);
      assertThat(same).isEqualTo(one);
      assertThat(two).isNotEqualTo(one);
      for (Optimizee.ParameterGroup group : task.groups()) {
        float[] here = Arrays.copyOfRange(one, group.offset(), group.offset() + group.length());
        float[] there = Arrays.copyOfRange(two, group.offset(), group.offset() + group.length());
        Arrays.sort(here);
        Arrays.sort(there);
        assertThat(here).isEqualTo(there);
      }
      double trained = task.problem(Half.TRAIN, 1, "start", 0).loss(one, 0);
      assertThat(other.problem(Half.TRAIN, 1, "start", 0).loss(one, 0)).isEqualTo(trained);
      assertThat(task.problem(Half.HELD_OUT, 1, "start", 0).loss(one, 0)).isNotEqualTo(trained);
    }
  }

  @Test
  void whatItCannotTrainOnIsToldBeforehand() throws IOException {
    assertThatThrownBy(() -> task(51))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("optimizee.batch is 51: choose 1 to 50, the examples in a half");
    assertThatThrownBy(
            () -> new TorchScriptTask(script, List.of(x(7), y(true)), 20, TorchDevice.CPU))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot take a batch of x [20, 7] float32, y [20] int64");
    assertThatThrownBy(
            () -> new TorchScriptTask(script, List.of(x(8), y(false)), 20, TorchDevice.CPU))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("y [20] float32");
    assertThatThrownBy(() -> new TorchScriptTask(script, List.of(x(8)), 20, TorchDevice.CPU))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot take a batch of x [20, 8] float32");
    Path text = Files.writeString(folder.resolve("no.pt"), "no module");
    assertThatThrownBy(() -> new TorchScriptTask(text, List.of(x(8)), 20, TorchDevice.CPU))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no.pt is no TorchScript file");
    assertThatThrownBy(
            () ->
                new TorchScriptTask(folder.resolve("gone.pt"), List.of(x(8)), 20, TorchDevice.CPU))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no file");
  }
}
