package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Estimates have the mean that they should have, where that is known in closed form. */
class EvolutionStrategiesTest {
  private static final List<Feature> G = List.of(Feature.G);
  private static final List<ParameterGroup> VALLEY =
      List.of(new ParameterGroup("valley", 0, Valley.SIZE));

  /** The simplest rule: update_i = phi_i. */
  private static final class Drift implements TrainableRule {
    private float[] phi;

    @Override
    public int parameters() {
      return 2;
    }

    @Override
    public void phi(float[] phi) {
      this.phi = phi.clone();
    }

    @Override
    public void start() {}

    @Override
    public void forward(float[][] features, float[] update) {
      System.arraycopy(phi, 0, update, 0, 2);
    }

    @Override
    public void backward(float[][] adjoints, double[] gradient) {
      throw new AssertionError("evolution strategies need no derivative");
    }

    @Override
    public void remember(TrainableRule other) {}

    @Override
    public void drop() {}

    @Override
    public void close() {}
  }

  /** From (0, 0): f_t(theta) = t^power theta_0^degree - theta_1. */
  private record Slope(int power, int degree) implements Optimizee.Problem {
    @Override
    public void initial(float[] theta) {
      Arrays.fill(theta, 0);
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      return loss(theta, step);
    }

    @Override
    public double loss(float[] theta, int step) {
      return Math.pow(step, power) * Math.pow(theta[0], degree) - theta[1];
    }
  }

  private static EvolutionStrategies strategies(boolean persistent, int length, double sigma) {
    var how = new MetaTrainingOptions.Evolution(2, sigma);
    var made =
        new EvolutionStrategies(
            () -> new Particle(new Drift(), G, List.of(new ParameterGroup("all", 0, 2))),
            2,
            length,
            persistent,
            how,
            5);
    made.phi(new float[] {1, 1});
    return made;
  }

  /** The mean over many problems of the sum of an epoch's estimates, phi being the same in all. */
  private static double[] mean(EvolutionStrategies method, Slope slope, int steps, int epochs) {
    double[] sum = new double[2];
    for (int epoch = 0; epoch < epochs; epoch++) {
      method.begin(slope, steps, epoch);
      while (method.steps() < steps) {
        if (method.step()) {
          method.metaGradient(sum);
        }
      }
    }
    return Arrays.stream(sum).map(x -> x / epochs).toArray();
  }

  @Test
  void persistentOnesEstimateTheGradientOfTheWholeRun() {
    // sum_t f_t = sum_t t (t phi_0) - t phi_1, t = 1 .. 7: derivatives 140 and -28.
    double[] pes = mean(strategies(true, 2, 0.1), new Slope(1, 1), 7, 20_000);
    assertThat(pes[0]).isCloseTo(140, within(3.0));
    assertThat(pes[1]).isCloseTo(-28, within(3.0));
  }

  @Test
  void plainOnesLeaveOutWhatCameBeforeTheUnroll() {
    // Unrolls of 2, 2, 2 and 1: sum over them of t (t - start), and of -(t - start).
    double[] es = mean(strategies(false, 2, 0.1), new Slope(1, 1), 7, 20_000);
    assertThat(es[0]).isCloseTo(5 + 11 + 17 + 7, within(1.0));
    assertThat(es[1]).isCloseTo(-3 - 3 - 3 - 1, within(1.0));
  }

  @Test
  void theGradientIsThatOfTheLossSmoothedByTheNoise() {
    // E (phi + s e)^3 = phi^3 + 3 phi s^2, derived by phi: 3 + 3 s^2 at phi = 1.
    for (boolean persistent : new boolean[] {false, true}) {
      double[] es = mean(strategies(persistent, 1, 0.5), new Slope(0, 3), 1, 20_000);
      assertThat(es[0]).isCloseTo(3.75, within(0.12));
    }
  }

  @Test
  void plainOnesFollowTheUnperturbedRun() {
    EvolutionStrategies es = strategies(false, 3, 0.1);
    es.begin(new Slope(0, 1), 6, 0);
    int atoms = 0;
    while (es.steps() < 6) {
      es.step();
      atoms++;
    }
    assertThat(atoms).isEqualTo(6 * es.atoms()).isEqualTo(6 * 5);
    assertThat(es.loss()).isZero();
    assertThat(es.meanLoss()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatFollowsAnotherGoesOnAsItWould(RuleEngine engine) {
    List<Feature> all = Feature.forLearned();
    var settings = new RuleSettings(all, 3, List.of(4, 2), 0.1);
    float[] phi = LearnedOptimizer.initial(settings, 3).phi();
    try (Particle first = new Particle(engine.open(settings, Valley.SIZE), all, VALLEY);
        Particle second = new Particle(engine.open(settings, Valley.SIZE), all, VALLEY)) {
      Valley valley = new Valley();
      first.phi(phi);
      first.begin(valley);
      for (int i = 0; i < 4; i++) {
        first.step();
      }
      second.follow(first);
      float[] other = phi.clone();
      other[0] += 1;
      second.phi(other);
      second.step();
      second.follow(first);
      second.phi(phi);
      for (int i = 0; i < 4; i++) {
        first.step();
        second.step();
        assertThat(second.loss()).isEqualTo(first.loss());
      }
      assertThat(valley.parameters.get(valley.parameters.size() - 1))
          .isEqualTo(valley.parameters.get(valley.parameters.size() - 2));
    }
  }
}
