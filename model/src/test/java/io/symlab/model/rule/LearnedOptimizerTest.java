package io.symlab.model.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedOptimizerTest {
  private static final RuleSettings RP_S =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 6, List.of(7), 0.01);
  private static final RuleSettings RP =
      new RuleSettings(
          List.of(Feature.MT, Feature.GT, Feature.MOM5, Feature.MOM9, Feature.MOM99),
          9,
          List.of(12),
          0.01);

  @Test
  void hasAsManyParametersAsPublished() {
    assertThat(RP_S.parameters()).isEqualTo(446);
    assertThat(RP.parameters()).isEqualTo(1171);
  }

  @Test
  void startsWithinTorchsBoundsAndFillsThem() {
    RuleSettings settings = new RuleSettings(List.of(Feature.G), 400, List.of(16, 25), 0.01);
    float[] phi = LearnedOptimizer.initial(settings, 1).phi();
    RuleLayout layout = RuleLayout.of(settings);
    RuleLayout.Lstm first = layout.layers().get(0);
    RuleLayout.Lstm second = layout.layers().get(1);
    assertUniform(phi, 0, first.inputWeight(), 1);
    assertUniform(phi, first.inputWeight(), first.end(), 1 / 4.0);
    assertUniform(phi, second.inputWeight(), second.end(), 1 / 5.0);
    assertThat(phi[phi.length - 1]).isBetween(-0.2f, 0.2f);
  }

  private static void assertUniform(float[] phi, int from, int to, double bound) {
    double largest = 0;
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(phi[i]));
      sum += phi[i];
      squares += phi[i] * phi[i];
    }
    int n = to - from;
    assertThat(largest).isBetween(0.99 * bound, bound);
    assertThat(sum / n).isCloseTo(0, within(4 * bound / Math.sqrt(3.0 * n)));
    assertThat(squares / n).isCloseTo(bound * bound / 3, within(0.1 * bound * bound));
  }

  @Test
  void theSeedAloneDecidesItsStart() {
    float[] one = LearnedOptimizer.initial(RP, 5).phi();
    assertThat(LearnedOptimizer.initial(RP, 5).phi()).isEqualTo(one);
    assertThat(LearnedOptimizer.initial(RP, 6).phi()).isNotEqualTo(one);
  }

  @Test
  void comesBackFromItsStoredForm() {
    LearnedOptimizer optimizer = LearnedOptimizer.initial(RP, 3);
    LearnedOptimizer back = LearnedOptimizer.decode(optimizer.encode());
    assertThat(back.settings()).isEqualTo(RP);
    assertThat(back.phi()).isEqualTo(optimizer.phi());
    assertThat(back.encode()).isEqualTo(optimizer.encode());
  }

  @Test
  void anotherArchitectureIsRefusedByName() {
    byte[] stored = LearnedOptimizer.initial(RP, 3).encode();
    assertThatThrownBy(() -> LearnedOptimizer.decode(stored, RP_S))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lstm [12]")
        .hasMessageContaining("lstm [7]");
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] stored = LearnedOptimizer.initial(RP_S, 3).encode();
    for (int length : new int[] {0, 3, 9, 30, stored.length - 1}) {
      assertThatThrownBy(() -> LearnedOptimizer.decode(Arrays.copyOf(stored, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    stored[7] = 9;
    assertThatThrownBy(() -> LearnedOptimizer.decode(stored)).hasMessageContaining("format 9");
    stored[0] = 0;
    assertThatThrownBy(() -> LearnedOptimizer.decode(stored)).hasMessageContaining("not a stored");
  }

  @Test
  void itsUpdatesAreThoseOfTheSlowReferenceOnItsFeatures() {
    LearnedOptimizer optimizer = LearnedOptimizer.initial(RP_S, 8);
    double[] phi = new double[446];
    float[] stored = optimizer.phi();
    Arrays.setAll(phi, i -> stored[i]);
    SlowRule slow = new SlowRule(RP_S, phi);
    FeatureState features = new FeatureState(RP_S.features(), 1);
    float[] update = new float[1];
    try (UpdateRule.State state = optimizer.start(1)) {
      for (int step = 1; step <= 40; step++) {
        float[] g = {(float) Math.sin(step)};
        state.update(g, step, update);
        float[][] x = features.next(g, step);
        assertThat((double) update[0])
            .isCloseTo(slow.next(new double[] {x[0][0], x[1][0]}), within(1e-7));
      }
    }
  }
}
