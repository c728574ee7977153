package io.symlab.model.rule.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.kernels.CellKernels;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine's updates and gradients, against the slow reference and central differences. */
class TrainableRuleTest {
  private static final int STEPS = 5;
  private static final int BEFORE = 3;

  /** Central differences take their time; every engine is held against the same. */
  private static final Map<RuleSettings, double[]> EXPECTED = new HashMap<>();

  /** One way to compute a rule. */
  record Engine(String name, Opener opener) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Opener {
    TrainableRule open(RuleSettings settings, List<ParameterGroup> groups);
  }

  record Case(Engine engine, RuleSettings settings, int coordinates) {
    TrainableRule open() {
      return engine.opener().open(settings, groups());
    }

    /** As many as the rule has rates for, of unequal sizes. */
    List<ParameterGroup> groups() {
      int count = Math.max(1, settings.groups());
      List<ParameterGroup> groups = new ArrayList<>();
      int offset = 0;
      for (int g = 0; g < count; g++) {
        int end = g == count - 1 ? coordinates : (g + 1) * (g + 1);
        groups.add(new ParameterGroup("group" + g, offset, end - offset));
        offset = end;
      }
      return groups;
    }

    SlowRule slow(double[] phi, int coordinate) {
      List<ParameterGroup> groups = groups();
      int group = 0;
      while (coordinate >= groups.get(group).offset() + groups.get(group).length()) {
        group++;
      }
      return new SlowRule(settings, phi, group);
    }
  }

  static Stream<Case> cases() {
    List<Feature> two = List.of(Feature.MT, Feature.GT);
    List<Feature> five = List.of(Feature.MT, Feature.GT, Feature.MOM5, Feature.MOM9, Feature.MOM99);
    RuleSettings small = new RuleSettings(two, 3, List.of(4), 0.01);
    RuleSettings dm =
        new RuleSettings(
            RuleKind.DM, five, Preprocess.LOG_SIGN, 0, List.of(5, 3), 0.5, false, false, 0);
    return engines()
        .flatMap(
            engine ->
                Stream.of(
                    new Case(engine, new RuleSettings(two, 6, List.of(7), 0.01), 70),
                    new Case(engine, new RuleSettings(five, 9, List.of(12), 0.01), 3),
                    new Case(engine, new RuleSettings(two, 3, List.of(2, 5, 1), 0.1), 130),
                    new Case(engine, new RuleSettings(List.of(Feature.G), 1, List.of(1), 1), 64),
                    new Case(engine, RuleSettings.dm(Preprocess.RAW), 3),
                    new Case(engine, RuleSettings.dm(Preprocess.LOG_SIGN), 2),
                    new Case(engine, dm.withGroupRates().on(groups(2)), 67),
                    new Case(engine, small.withPreTanhScale(), 5),
                    new Case(engine, RuleSettings.dm(Preprocess.RAW).withInputGain(3), 2),
                    new Case(engine, dm.withInputGain(0.3), 3),
                    new Case(engine, small.withGroupRates().on(groups(3)), 140),
                    new Case(engine, small.withPreTanhScale().withGroupRates().on(groups(1)), 4)));
  }

  private static List<ParameterGroup> groups(int count) {
    return Collections.nCopies(count, new ParameterGroup("any", 0, 1));
  }

  private static Stream<Engine> engines() {
    return Stream.of(
        new Engine("fused", RuleEngine.FUSED::open),
        new Engine("fused in small blocks", (s, n) -> new FusedRule(s, n, CellKernels.best(64))),
        new Engine("djl", RuleEngine.DJL::open),
        new Engine("plain", (s, n) -> new FusedRule(s, n, CellKernels.scalar(128))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void updatesAgreeWithTheSlowReference(Case c) {
    float[][][] inputs = inputs(c);
    float[] phi = phi(c);
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      float[][] updates = new float[STEPS][c.coordinates()];
      for (int s = 0; s < STEPS; s++) {
        rule.forward(inputs[s], updates[s]);
      }
      for (int i = 0; i < c.coordinates(); i++) {
        SlowRule slow = c.slow(doubles(phi), i);
        for (int s = 0; s < STEPS; s++) {
          assertThat((double) updates[s][i])
              .isCloseTo(slow.next(column(inputs[s], i)), within(2e-6 * c.settings().scale()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAgreeWithCentralDifferencesOfTheSlowReference(Case c) {
    float[][][] inputs = inputs(c);
    float[] phi = phi(c);
    float[][] adjoints = adjoints(c);
    double[] gradient = new double[phi.length];
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      record(rule, inputs, c.coordinates());
      rule.backward(adjoints, gradient);
    }
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    assertThat(largest).isPositive();
    double[] expected =
        EXPECTED.computeIfAbsent(c.settings(), settings -> differences(c, phi, inputs, adjoints));
    for (int p = 0; p < phi.length; p++) {
      assertThat(gradient[p])
          .as("parameter %d of %d", p, phi.length)
          .isCloseTo(expected[p], within(2e-5 * largest));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesByInputsAgreeWithCentralDifferencesOfTheSlowReference(Case c) {
    float[][][] inputs = inputs(c);
    float[] phi = phi(c);
    float[][] adjoints = adjoints(c);
    float[][][] toFeatures = new float[STEPS][inputs[0].length][c.coordinates()];
    fill(toFeatures[0][0], Randomness.stream(4, "overwritten"));
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      record(rule, inputs, c.coordinates());
      double[] gradient = new double[phi.length];
      rule.backward(adjoints, gradient, toFeatures);
      double[] alone = new double[phi.length];
      rule.start();
      record(rule, inputs, c.coordinates());
      rule.backward(adjoints, alone);
      assertThat(gradient).isEqualTo(alone);
    }
    for (int i = 0; i < c.coordinates(); i++) {
      double[][] expected = new double[STEPS][inputs[0].length];
      for (int s = 0; s < STEPS; s++) {
        for (int f = 0; f < inputs[0].length; f++) {
          expected[s][f] = inputDifference(c, phi, inputs, adjoints, i, s, f);
        }
      }
      double largest =
          Arrays.stream(expected)
              .flatMapToDouble(Arrays::stream)
              .map(Math::abs)
              .max()
              .orElseThrow();
      assertThat(largest).isPositive();
      for (int s = 0; s < STEPS; s++) {
        for (int f = 0; f < inputs[0].length; f++) {
          assertThat((double) toFeatures[s][f][i])
              .as("feature %d of coordinate %d at step %d", f, i, s)
              .isCloseTo(expected[s][f], within(1e-4 * largest));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatIsSaturatedPullsAtNothing(Engine engine) {
    RuleSettings settings =
        new RuleSettings(List.of(Feature.MT, Feature.GT), 3, List.of(4), 0.01).withPreTanhScale();
    RuleLayout layout = RuleLayout.of(settings);
    Case c = new Case(engine, settings, 40);
    float[] output = LearnedOptimizer.initial(settings, 11).phi();
    // 100 times an output of some 2: tanh is 1, and differences in double precision are 0.
    output[layout.outputBias()] = 2;
    assertThat(gradient(c, output)).containsOnly(0);
    assertThat(difference(c, output, layout.preTanh(), inputs(c), adjoints(c)))
        .isCloseTo(0, within(1e-12));
    float[] gates = phi(c);
    RuleLayout.Lstm layer = layout.top();
    for (int gate : new int[] {0, 1, 3}) {
      Arrays.fill(gates, layer.inputBias() + 4 * gate, layer.inputBias() + 4 * gate + 4, 40f);
    }
    double[] gradient = gradient(c, gates);
    for (int row : new int[] {0, 5, 13}) {
      assertThat(gradient[layer.hiddenBias() + row]).isZero();
      assertThat(difference(c, gates, layer.hiddenBias() + row, inputs(c), adjoints(c)))
          .isCloseTo(0, within(1e-12));
    }
    assertThat(gradient[layer.hiddenBias() + 9]).isNotZero();
  }

  private static double[] gradient(Case c, float[] phi) {
    double[] gradient = new double[phi.length];
    try (TrainableRule rule = c.open()) {
      rule.phi(phi);
      rule.start();
      record(rule, inputs(c), c.coordinates());
      rule.backward(adjoints(c), gradient);
    }
    return gradient;
  }

  private static double inputDifference(
      Case c, float[] phi, float[][][] inputs, float[][] adjoints, int i, int step, int feature) {
    double e = 1e-5;
    double difference = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      SlowRule slow = c.slow(doubles(phi), i);
      for (int s = 0; s < BEFORE; s++) {
        slow.next(column(inputs[STEPS + s], i));
      }
      for (int s = 0; s < STEPS; s++) {
        double[] x = column(inputs[s], i);
        x[feature] += s == step ? sign * e : 0;
        difference += sign * adjoints[s][i] * slow.next(x);
      }
    }
    return difference / (2 * e);
  }

  /** Steps that are dropped but for the memory they leave, then those to differentiate. */
  private static void record(TrainableRule rule, float[][][] inputs, int coordinates) {
    float[] update = new float[coordinates];
    for (int s = 0; s < BEFORE; s++) {
      rule.forward(inputs[STEPS + s], update);
    }
    rule.drop();
    for (int s = 0; s < STEPS; s++) {
      rule.forward(inputs[s], update);
    }
  }

  private static float[][] adjoints(Case c) {
    float[][] adjoints = new float[STEPS][c.coordinates()];
    SplittableRandom random = Randomness.stream(3, "adjoints");
    for (float[] row : adjoints) {
      fill(row, random);
    }
    return adjoints;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theMemoryGoesOnAfterBackwardAndEndsAtStart(Case c) {
    float[][][] inputs = inputs(c);
    try (TrainableRule rule = c.open()) {
      rule.phi(phi(c));
      rule.start();
      float[][] updates = new float[STEPS][c.coordinates()];
      for (int s = 0; s < STEPS; s++) {
        rule.forward(inputs[s], updates[s]);
      }
      rule.start();
      float[] again = new float[c.coordinates()];
      for (int s = 0; s < STEPS; s++) {
        rule.forward(inputs[s], again);
        assertThat(again).isEqualTo(updates[s]);
        if (s % 2 == 1) {
          rule.backward(updates, new double[rule.parameters()]);
        }
      }
    }
  }

  /**
   * By central differences in phi of the recorded steps alone: the memory they start from stays.
   */
  private static double difference(
      Case c, float[] phi, int p, float[][][] inputs, float[][] adjoints) {
    double e = 1e-5;
    double[] changed = doubles(phi);
    double difference = 0;
    for (int i = 0; i < c.coordinates(); i++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        changed[p] = phi[p];
        SlowRule slow = c.slow(changed, i);
        for (int s = 0; s < BEFORE; s++) {
          slow.next(column(inputs[STEPS + s], i));
        }
        changed[p] = phi[p] + sign * e;
        for (int s = 0; s < STEPS; s++) {
          difference += sign * adjoints[s][i] * slow.next(column(inputs[s], i));
        }
      }
    }
    return difference / (2 * e);
  }

  private static double[] differences(Case c, float[] phi, float[][][] inputs, float[][] adjoints) {
    double[] differences = new double[phi.length];
    Arrays.setAll(differences, p -> difference(c, phi, p, inputs, adjoints));
    return differences;
  }

  private static float[] phi(Case c) {
    float[] phi = LearnedOptimizer.initial(c.settings(), 11).phi();
    if (c.settings().preTanhScale()) {
      // At the 100 it starts from, tanh has no slope left to be seen by differences.
      phi[RuleLayout.of(c.settings()).preTanh()] = 2;
    }
    return phi;
  }

  private static float[][][] inputs(Case c) {
    SplittableRandom random = Randomness.stream(1, "inputs");
    float[][][] inputs = new float[STEPS + BEFORE][c.settings().features().size()][];
    for (float[][] step : inputs) {
      for (int f = 0; f < step.length; f++) {
        step[f] = new float[c.coordinates()];
        fill(step[f], random);
      }
    }
    return inputs;
  }

  private static void fill(float[] row, SplittableRandom random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
  }

  private static double[] column(float[][] step, int i) {
    double[] x = new double[step.length];
    for (int f = 0; f < x.length; f++) {
      x[f] = step[f][i];
    }
    return x;
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }
}
