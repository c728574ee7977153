package io.symlab.model.rule.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LearnedOptimizerTest {
  private static final List<ParameterGroup> GROUPS =
      List.of(new ParameterGroup("w", 0, 3), new ParameterGroup("b", 3, 4));
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
    // LSTM 1 -> 20, LSTM 20 -> 20, linear 20 -> 1, torch's two biases per layer.
    assertThat(RuleSettings.dm(Preprocess.RAW).parameters())
        .isEqualTo(80 * (1 + 20 + 2) + 80 * (20 + 20 + 2) + 21);
    assertThat(RuleSettings.dm(Preprocess.LOG_SIGN).parameters())
        .isEqualTo(80 * (2 + 20 + 2) + 80 * (20 + 20 + 2) + 21);
    assertThat(RP_S.withPreTanhScale().parameters()).isEqualTo(447);
  }

  @Test
  void updatesDividedByTheirGroupsRatesAreThoseInBaseRates() {
    List<ParameterGroup> groups =
        List.of(new ParameterGroup("a", 0, 2), new ParameterGroup("b", 2, 3));
    RuleSettings settings = RP_S.withPreTanhScale().withGroupRates().on(groups);
    float[] phi = LearnedOptimizer.initial(settings, 1).phi();
    // Rates further apart than an untrained optimizer's, and a tanh that is not saturated.
    RuleLayout layout = RuleLayout.of(settings);
    phi[layout.preTanh()] = 2;
    for (int i = layout.groupRates(); i < phi.length; i++) {
      phi[i] = 0.1f * (i % 7 - 3);
    }
    LearnedOptimizer optimizer = new LearnedOptimizer(settings, phi);
    float[] gradient = {0.5f, -1, 2, 0.1f, -0.3f};
    float[] update = new float[5];
    float[] plain = new float[5];
    try (UpdateRule.State own = optimizer.start(groups);
        UpdateRule.State base = optimizer.inBaseRates().start(5)) {
      for (int step = 1; step <= 3; step++) {
        own.update(gradient, step, update);
        base.update(gradient, step, plain);
        float[] rates = own.rates().orElseThrow();
        assertThat(rates[0]).isNotEqualTo(rates[2]);
        for (int i = 0; i < 5; i++) {
          assertThat(update[i] / rates[i])
              .isCloseTo((float) (plain[i] / settings.scale()), within(1e-4f));
        }
      }
    }
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
  void everyKindAndOptionComesBackFromItsStoredForm() {
    for (RuleSettings settings :
        List.of(
            RuleSettings.dm(Preprocess.LOG_SIGN),
            RP_S.withPreTanhScale(),
            RP_S.withGroupRates().on(GROUPS),
            RuleSettings.dm(Preprocess.RAW).withGroupRates().on(GROUPS),
            RuleSettings.dm(Preprocess.RAW).withInputGain(300),
            RP.withPreTanhScale().withInputGain(0.1).withGroupRates().on(GROUPS),
            new RuleSettings(Feature.forLearned(), 2, List.of(3, 2), 0.5))) {
      LearnedOptimizer optimizer = LearnedOptimizer.initial(settings, 3);
      LearnedOptimizer back = LearnedOptimizer.decode(optimizer.encode(), settings);
      assertThat(back.settings()).isEqualTo(settings);
      assertThat(back.phi()).isEqualTo(optimizer.phi());
    }
  }

  @Test
  void theFirstStoredFormIsStillRead() {
    byte[] stored =
        HexFormat.of()
            .parseHex(
                "534c4c4f000000010000000200026d74000267740000000100000001000000013f947ae147ae147b"
                    + "3e083ee33d998090bec89ac6bf300c95bf494afebdc65417bdaeb8c1be57e4af3f6199bbbe0f"
                    + "e2acbe0fb8c83f2e4c8d3f20c20fbf4e61b03e4a9815bd9fb82e3f594c343ee12ce7bf6f8d76"
                    + "bdf0d4ddbde19b7c");
    LearnedOptimizer back = LearnedOptimizer.decode(stored);
    RuleSettings settings = new RuleSettings(List.of(Feature.MT, Feature.GT), 1, List.of(1), 0.02);
    assertThat(back.settings()).isEqualTo(settings);
    assertThat(back.phi()).startsWith(0.1330524f, 0.074952245f).endsWith(-0.110159844f);
    // What a seed draws has stayed the same, too.
    assertThat(back.phi()).isEqualTo(LearnedOptimizer.initial(settings, 5).phi());
  }

  @Test
  void whatTheSecondFormCanSayIsStillWrittenInIt() {
    assertThat(LearnedOptimizer.initial(RP, 3).encode()[7]).isEqualTo((byte) 2);
    assertThat(LearnedOptimizer.initial(RuleSettings.dm(), 3).encode()[7]).isEqualTo((byte) 2);
    assertThat(LearnedOptimizer.initial(RP.withInputGain(2), 3).encode()[7]).isEqualTo((byte) 3);
  }

  @Test
  void aStoredOptimizerWithAScaleBeforeTanhDoesWhatItDidInTheSecondForm() {
    LearnedOptimizer now = LearnedOptimizer.initial(RP_S.withPreTanhScale(), 3);
    byte[] third = now.encode();
    // The second form is the third without the eight bytes of the gain, which come before phi.
    int gain = third.length - 4 * 447 - 8;
    byte[] second = new byte[third.length - 8];
    System.arraycopy(third, 0, second, 0, gain);
    System.arraycopy(third, gain + 8, second, gain, second.length - gain);
    second[7] = 2;
    float[] before = new float[1];
    float[] after = new float[1];
    try (UpdateRule.State old = LearnedOptimizer.decode(second).start(1);
        UpdateRule.State state = now.start(1)) {
      old.update(new float[] {0.3f}, 1, before);
      state.update(new float[] {0.3f}, 1, after);
    }
    assertThat(after[0]).isBetween(-0.001f, 0.001f).isNotZero();
    assertThat(before[0] / after[0]).isCloseTo(100, within(1e-4f));
  }

  @Test
  void anInputGainIsPositiveAndNeedsAFeatureThatGrowsWithTheGradient() {
    for (double gain : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-60}) {
      assertRefused("must be above 0", () -> RuleSettings.dm().withInputGain(gain));
    }
    assertRefused("[mt, gt] grows", () -> RP_S.withInputGain(300));
    RuleSettings open = RuleSettings.dm().withInputGainOfFirstGradients();
    assertRefused("still to be had", () -> LearnedOptimizer.initial(open, 1).start(3));
    byte[] stored = LearnedOptimizer.initial(RuleSettings.dm().withInputGain(7), 3).encode();
    assertThat(LearnedOptimizer.decode(stored, open).settings().inputGain()).hasValue(7);
    assertRefused("input gain 7.0", () -> LearnedOptimizer.decode(stored, RuleSettings.dm()));
  }

  @Test
  void optimizersThatCannotBeAreRefused() {
    List<Feature> g = List.of(Feature.G);
    assertRefused("a feature at least", () -> new RuleSettings(List.of(), 1, List.of(1), 0.01));
    assertRefused("twice", () -> new RuleSettings(List.of(Feature.G, Feature.G), 1, List.of(1), 1));
    assertRefused("mean-g", () -> new RuleSettings(List.of(Feature.MEAN_G2), 1, List.of(1), 1));
    assertRefused("an LSTM layer", () -> new RuleSettings(g, 1, List.of(), 0.01));
    assertRefused("[3, 0]", () -> new RuleSettings(g, 1, List.of(3, 0), 0.01));
    assertRefused("size 0", () -> new RuleSettings(g, 0, List.of(1), 0.01));
    for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused("must be above 0", () -> new RuleSettings(g, 1, List.of(1), scale));
    }
    assertRefused("no tanh", () -> RuleSettings.dm(Preprocess.RAW).withPreTanhScale());
    assertRefused("no linear layer", () -> dm(4));
    assertRefused("groups", () -> LearnedOptimizer.initial(RP_S.withGroupRates(), 1));
  }

  private static RuleSettings dm(int linear) {
    return new RuleSettings(
        RuleKind.DM, List.of(Feature.G), Preprocess.RAW, linear, List.of(2), 0.01, false, false, 0);
  }

  private static void assertRefused(String why, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }

  @Test
  void ratesOfGroupsStartNearTheScaleAndWorkOnAsManyGroupsOnly() {
    RuleSettings settings = RP_S.withGroupRates().on(GROUPS);
    LearnedOptimizer optimizer = LearnedOptimizer.initial(settings, 4);
    try (UpdateRule.State state = optimizer.start(GROUPS)) {
      float[] rates = state.rates().orElseThrow();
      assertThat(rates).hasSize(7);
      assertThat(rates[0]).isEqualTo(rates[2]).isNotEqualTo(rates[3]).isBetween(0.007f, 0.014f);
      assertThat(rates[3]).isEqualTo(rates[6]).isBetween(0.007f, 0.014f);
    }
    assertRefused("2 parameter groups", () -> optimizer.start(7));
    assertRefused("[all]", () -> RuleEngine.DJL.open(settings, 7));
    try (UpdateRule.State state = LearnedOptimizer.initial(RP_S, 4).start(7)) {
      assertThat(state.rates()).isEmpty();
    }
  }

  @Test
  void ratesOfAnyNumberOfGroupsMeetAnArchitectureThatLeavesItOpenAndNoOther() {
    RuleSettings open = RP_S.withGroupRates();
    byte[] stored = LearnedOptimizer.initial(open.on(GROUPS), 3).encode();
    assertThat(LearnedOptimizer.decode(stored, open).settings()).isEqualTo(open.on(GROUPS));
    RuleSettings one = open.on(GROUPS.subList(0, 1));
    assertRefused("rates of 1 groups", () -> LearnedOptimizer.decode(stored, one));
    assertRefused("another one", () -> LearnedOptimizer.decode(stored, RP_S));
    byte[] plain = LearnedOptimizer.initial(RP_S, 3).encode();
    assertRefused("rates of all groups", () -> LearnedOptimizer.decode(plain, open));
  }

  @Test
  void anotherArchitectureIsRefusedByName() {
    byte[] stored = LearnedOptimizer.initial(RP, 3).encode();
    assertThatThrownBy(() -> LearnedOptimizer.decode(stored, RP_S))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind rnnprop")
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
