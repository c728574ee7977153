package io.symlab.model.rule.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.torch.TorchDevice;
import io.symlab.symbolic.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DjlRuleTest {
  private static final int N = 20_000;
  private static final int STEPS = 6;

  @Test
  void theGraphOfAnUnrollOutlivesTheMemoryOfItsInputs() {
    RuleSettings settings = new RuleSettings(List.of(Feature.MT, Feature.GT), 2, List.of(3), 0.01);
    double[] expected = gradient(new FusedRule(settings, RuleEngine.whole(N)), settings, false);
    double[] actual =
        gradient(new DjlRule(settings, RuleEngine.whole(N), TorchDevice.CPU), settings, true);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int p = 0; p < expected.length; p++) {
      assertThat(actual[p]).isCloseTo(expected[p], within(1e-4 * largest));
    }
  }

  private static double[] gradient(TrainableRule rule, RuleSettings settings, boolean collect) {
    SplittableRandom random = Randomness.stream(2, "inputs");
    double[] gradient = new double[rule.parameters()];
    try (rule) {
      rule.phi(LearnedOptimizer.initial(settings, 1).phi());
      rule.start();
      float[][] adjoints = new float[STEPS][N];
      for (int s = 0; s < STEPS; s++) {
        float[][] features = new float[2][N];
        fill(features[0], random);
        fill(features[1], random);
        fill(adjoints[s], random);
        rule.forward(features, new float[N]);
      }
      if (collect) {
        overwriteFreedMemory();
      }
      rule.backward(adjoints, gradient);
    }
    return gradient;
  }

  /** Lets the collector free native buffers, and takes as many of the same size full of NaN. */
  private static void overwriteFreedMemory() {
    System.gc();
    List<ByteBuffer> taken = new ArrayList<>();
    for (int i = 0; i < 4 * STEPS; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(2 * N * Float.BYTES);
      for (int j = 0; j < buffer.capacity(); j++) {
        buffer.put(j, (byte) 0xFF);
      }
      taken.add(buffer);
    }
    assertThat(taken).hasSize(4 * STEPS);
  }

  private static void fill(float[] row, SplittableRandom random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
  }
}
