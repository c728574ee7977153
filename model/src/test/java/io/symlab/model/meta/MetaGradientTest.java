package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.SlowRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The meta-gradient is the first-order one, exactly: held against double precision, two ways. */
class MetaGradientTest {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.GT);

  /** A large scale, so that the updates matter to the losses that follow. */
  private static final RuleSettings SETTINGS = new RuleSettings(FEATURES, 3, List.of(4, 2), 0.3);

  private static final int UNROLL = 6;

  private final Valley valley = new Valley();
  private final float[] phi = LearnedOptimizer.initial(SETTINGS, 4).phi();

  @ParameterizedTest
  @EnumSource
  void ofTheFirstUnrollIsThatOfTheLossesWithRecordedInputs(RuleEngine engine) {
    assertClose(unrolled(engine, 1), centralDifferences(0));
  }

  @ParameterizedTest
  @EnumSource
  void ofALaterUnrollStartsFromDetachedParametersAndMemory(RuleEngine engine) {
    assertClose(unrolled(engine, 3), centralDifferences(2 * UNROLL));
  }

  @ParameterizedTest
  @EnumSource
  void isThatOfFullBackPropagationWithTheFeaturesDetached(RuleEngine engine) {
    assertClose(unrolled(engine, 1), backPropagated(true));
  }

  @Test
  void isNotTheSecondOrderOne() {
    double[] first = backPropagated(true);
    double[] second = backPropagated(false);
    assertClose(second, trueDifferences());
    double apart = 0;
    for (int p = 0; p < first.length; p++) {
      apart = Math.max(apart, Math.abs(first[p] - second[p]));
    }
    // Small on this problem, but a hundred times what assertClose would let pass.
    assertThat(apart).isGreaterThan(1e-3 * largest(first));
  }

  @Test
  void takesOnePassOfTheOptimizeePerStepAndOneMorePerProblem() {
    unrolled(RuleEngine.FUSED, 3);
    assertThat(valley.passes).isEqualTo(3 * UNROLL + 1);
  }

  @ParameterizedTest
  @EnumSource
  void ofAScaledProblemIsTakenInScaledParameters(RuleEngine engine) {
    float[] scale = {0.2f, 5, 1, 0.5f, 3};
    double[] gradient = new double[phi.length];
    try (TrainableRule rule = engine.open(SETTINGS, Valley.SIZE)) {
      rule.phi(phi);
      var scaled = new ScaledProblem(valley, scale);
      Unroll unroll = new Unroll(scaled, rule, FEATURES, UNROLL, Valley.SIZE);
      assertThat(steps(unroll)).isEqualTo(UNROLL);
      unroll.metaGradient(gradient);
    }
    assertClose(gradient, differences((changed, by) -> recorded(0, changed, by, scale)));
  }

  @ParameterizedTest
  @EnumSource
  void ofImitationIsThatOfTheDistanceToTheTeachersUpdates(RuleEngine engine) {
    assertImitates(engine, "adam");
  }

  @ParameterizedTest
  @MethodSource("teachers")
  void ofImitationIsHadFromEveryTeacherThoseThatDecayParametersIncluded(String kind) {
    assertImitates(RuleEngine.FUSED, kind);
  }

  static List<String> teachers() {
    return HandMade.KINDS;
  }

  private void assertImitates(RuleEngine engine, String kind) {
    double[] gradient = new double[phi.length];
    HandMade wise = HandMade.of(kind, 0.05);
    try (TrainableRule rule = engine.open(SETTINGS, Valley.SIZE);
        Teacher teacher = new Teacher(wise, Valley.SIZE)) {
      rule.phi(phi);
      Unroll unroll =
          new Unroll(
              valley, rule, new FeatureState(FEATURES, Valley.SIZE), UNROLL, Valley.SIZE, teacher);
      for (int u = 0; u < 2; u++) {
        Arrays.fill(gradient, 0);
        assertThat(steps(unroll)).isEqualTo(UNROLL);
        unroll.metaGradient(gradient);
      }
    }
    assertClose(gradient, differences((changed, by) -> distance(wise, UNROLL, changed, by)));
  }

  /** Makes the steps of an unroll, and counts them. */
  private static int steps(Unroll unroll) {
    int steps = 1;
    while (!unroll.step()) {
      steps++;
    }
    return steps;
  }

  /** sum_s 1/2 |u_s - u*_s|^2 / n of the unroll that begins at a step, with recorded inputs. */
  private double distance(HandMade teacher, int begin, int changed, double by) {
    double[] weights = doubles(phi);
    SlowRule[] rules = new SlowRule[Valley.SIZE];
    Arrays.setAll(rules, i -> new SlowRule(SETTINGS, weights));
    FeatureState features = new FeatureState(FEATURES, Valley.SIZE);
    float[] wanted = new float[Valley.SIZE];
    double loss = 0;
    try (var state = teacher.start(Valley.SIZE)) {
      for (int t = 0; t < begin + UNROLL; t++) {
        if (t == begin) {
          weights[changed] += by;
        }
        float[][] x = features.next(valley.gradients.get(t), t + 1);
        state.update(valley.parameters.get(t), valley.gradients.get(t), t + 1, wanted);
        for (int i = 0; i < Valley.SIZE; i++) {
          double off = rules[i].next(new double[] {x[0][i], x[1][i]}) - wanted[i];
          loss += t >= begin ? 0.5 * off * off / Valley.SIZE : 0;
        }
      }
    }
    return loss;
  }

  private double[] differences(BiFunction<Integer, Double, Double> loss) {
    double[] differences = new double[phi.length];
    double e = 1e-5;
    for (int p = 0; p < phi.length; p++) {
      differences[p] = (loss.apply(p, e) - loss.apply(p, -e)) / (2 * e);
    }
    return differences;
  }

  /** What {@link Unroll} gives for the last of so many unrolls, phi being the same in all. */
  private double[] unrolled(RuleEngine engine, int unrolls) {
    double[] gradient = new double[phi.length];
    try (TrainableRule rule = engine.open(SETTINGS, Valley.SIZE)) {
      rule.phi(phi);
      Unroll unroll = new Unroll(valley, rule, FEATURES, UNROLL, Valley.SIZE);
      for (int u = 0; u < unrolls; u++) {
        Arrays.fill(gradient, 0);
        for (int s = 1; s <= UNROLL; s++) {
          assertThat(unroll.step()).isEqualTo(s == UNROLL);
        }
        unroll.metaGradient(gradient);
      }
    }
    return gradient;
  }

  /** Of sum_t f_t(theta_0 + sum u_s(phi; recorded inputs)), the unroll beginning at a step. */
  private double[] centralDifferences(int begin) {
    float[] ones = new float[Valley.SIZE];
    Arrays.fill(ones, 1);
    return differences((changed, by) -> recorded(begin, changed, by, ones));
  }

  /** The parameters are those of a problem scaled by c; what is recorded is f's own. */
  private double recorded(int begin, int changed, double by, float[] scale) {
    double[] weights = doubles(phi);
    SlowRule[] rules = new SlowRule[Valley.SIZE];
    Arrays.setAll(rules, i -> new SlowRule(SETTINGS, weights));
    FeatureState features = new FeatureState(FEATURES, Valley.SIZE);
    double[] theta = doubles(valley.parameters.get(begin));
    double loss = 0;
    for (int t = 0; t < begin + UNROLL; t++) {
      if (t == begin) {
        weights[changed] += by;
      }
      float[] g = valley.gradients.get(t).clone();
      for (int i = 0; i < Valley.SIZE; i++) {
        g[i] *= scale[i];
      }
      float[][] x = features.next(g, t + 1);
      for (int i = 0; i < Valley.SIZE; i++) {
        double update = rules[i].next(new double[] {x[0][i], x[1][i]});
        theta[i] += t >= begin ? scale[i] * update : 0;
      }
      loss += t >= begin ? Valley.loss(theta, t + 1) : 0;
    }
    return loss;
  }

  /** By differentiating the first unroll as a whole, through the features or not. */
  private double[] backPropagated(boolean detached) {
    Graph graph = new Graph();
    Graph.Node[] weights = new Graph.Node[phi.length];
    Arrays.setAll(weights, p -> graph.leaf(phi[p]));
    GraphRule[] rules = new GraphRule[Valley.SIZE];
    Arrays.setAll(rules, i -> new GraphRule(graph, SETTINGS, weights));
    float[] initial = new float[Valley.SIZE];
    valley.initial(initial);
    Graph.Node[] theta = new Graph.Node[Valley.SIZE];
    Arrays.setAll(theta, i -> graph.leaf(initial[i]));
    Graph.Node loss = graph.leaf(0);
    for (int t = 0; t < UNROLL; t++) {
      Graph.Node[] next = new Graph.Node[Valley.SIZE];
      for (int i = 0; i < Valley.SIZE; i++) {
        Graph.Node g = Valley.slope(graph, theta, i, t);
        next[i] = theta[i].plus(rules[i].next(g, detached));
      }
      theta = next;
      loss = loss.plus(Valley.loss(graph, theta, t + 1));
    }
    graph.backward(loss);
    return Arrays.stream(weights).mapToDouble(node -> node.adjoint).toArray();
  }

  /** Central differences of the true loss, in which the features follow the parameters. */
  private double[] trueDifferences() {
    double[] differences = new double[phi.length];
    double e = 1e-6;
    for (int p = 0; p < phi.length; p++) {
      differences[p] = (played(p, e) - played(p, -e)) / (2 * e);
    }
    return differences;
  }

  private double played(int changed, double by) {
    double[] weights = doubles(phi);
    weights[changed] += by;
    SlowRule[] rules = new SlowRule[Valley.SIZE];
    Arrays.setAll(rules, i -> new SlowRule(SETTINGS, weights));
    float[] initial = new float[Valley.SIZE];
    valley.initial(initial);
    double[] theta = doubles(initial);
    double[] m = new double[Valley.SIZE];
    double[] v = new double[Valley.SIZE];
    double loss = 0;
    for (int t = 0; t < UNROLL; t++) {
      double bias = 1 - Math.pow(0.95, t + 1);
      double[] next = new double[Valley.SIZE];
      for (int i = 0; i < Valley.SIZE; i++) {
        double g = Valley.slope(theta, i, t);
        m[i] = 0.95 * m[i] + 0.05 * g;
        v[i] = 0.95 * v[i] + 0.05 * g * g;
        double s = Math.sqrt(v[i] / bias) + 1e-12;
        next[i] = theta[i] + rules[i].next(new double[] {m[i] / bias / s, g / s});
      }
      theta = next;
      loss += Valley.loss(theta, t + 1);
    }
    return loss;
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = largest(expected);
    assertThat(largest).isPositive();
    for (int p = 0; p < expected.length; p++) {
      assertThat(actual[p]).as("parameter %d", p).isCloseTo(expected[p], within(1e-5 * largest));
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    Arrays.setAll(out, i -> values[i]);
    return out;
  }
}
