package io.symlab.model.rule.handmade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.UpdateRule;
import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each hand-made rule against its textbook form in double precision. */
class HandMadeTest {
  private static final int N = 37;
  private static final int STEPS = 400;

  @FunctionalInterface
  private interface Textbook {
    double update(int coordinate, double gradient, int step);
  }

  /** One that looks at the parameters, too. */
  @FunctionalInterface
  private interface Decaying {
    double update(int coordinate, double theta, double gradient, int step);
  }

  @Test
  void sgdDescendsTheGradient() {
    compare(HandMade.sgd(0.1), (i, g, t) -> -0.1 * g);
  }

  @Test
  void momentumIsPolyaksHeavyBall() {
    double[] m = new double[N];
    compare(
        HandMade.momentum(0.02),
        (i, g, t) -> {
          m[i] = 0.9 * m[i] + g;
          return -0.02 * m[i];
        });
  }

  @Test
  void adamIsAlgorithmOneOfItsPaper() {
    double[] m = new double[N];
    double[] v = new double[N];
    compare(
        HandMade.adam(0.001),
        (i, g, t) -> {
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          return -0.001 * mHat / (Math.sqrt(vHat) + 1e-8);
        });
  }

  @Test
  void nesterovLooksAheadByItsMomentum() {
    double[] m = new double[N];
    compare(
        HandMade.nesterov(0.02),
        (i, g, t) -> {
          m[i] = 0.9 * m[i] + g;
          return -0.02 * (g + 0.9 * m[i]);
        });
  }

  @Test
  void nesterovIsTheAcceleratedGradientOfItsPaperInOtherVariables() {
    // v = 0.9 v - rate grad(x + 0.9 v); x = x + v. The rule walks on x + 0.9 v.
    double rate = 0.05;
    double x = 1;
    double v = 0;
    float[] theta = {1};
    float[] update = new float[1];
    try (UpdateRule.State state = HandMade.nesterov(rate).start(1)) {
      for (int step = 1; step <= 50; step++) {
        assertThat((double) theta[0]).isCloseTo(x + 0.9 * v, within(1e-6));
        v = 0.9 * v - rate * slope(x + 0.9 * v);
        x += v;
        state.update(new float[] {(float) slope(theta[0])}, step, update);
        theta[0] += update[0];
      }
    }
  }

  private static double slope(double x) {
    return 2 * x + 0.3 * Math.cos(x);
  }

  @Test
  void rmspropDividesByTheRootOfItsAverage() {
    double[] v = new double[N];
    compare(
        HandMade.rmsprop(0.001),
        (i, g, t) -> {
          v[i] = 0.99 * v[i] + 0.01 * g * g;
          return -0.001 * g / (Math.sqrt(v[i]) + 1e-8);
        });
  }

  @Test
  void adamwShrinksTheParametersBesidesAdamsStep() {
    double[] m = new double[N];
    double[] v = new double[N];
    compareDecaying(
        HandMade.adamw(0.02),
        (i, theta, g, t) -> {
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          return -0.02 * mHat / (Math.sqrt(vHat) + 1e-8) - 0.02 * 0.01 * theta;
        });
  }

  @Test
  void nadamwIsAdamWithTheGradientWeighedInOnceMoreAndDecays() {
    double[] m = new double[N];
    double[] v = new double[N];
    compareDecaying(
        HandMade.nadamw(0.02),
        (i, theta, g, t) -> {
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double ahead = 0.9 * m[i] / (1 - Math.pow(0.9, t + 1)) + 0.1 * g / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          return -0.02 * (ahead / (Math.sqrt(vHat) + 1e-8) + 0.01 * theta);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aScheduledRuleIsTheRuleAtEachStepsRate(RateSchedule schedule) {
    for (String kind : HandMade.KINDS) {
      int steps = 10;
      HandMade rule = HandMade.of(kind, 0.1).scheduled(schedule, steps);
      try (UpdateRule.State scheduled = rule.start(1);
          UpdateRule.State constant = HandMade.of(kind, 0.1).start(1)) {
        for (int step = 1; step <= steps; step++) {
          float[] theta = {0.3f};
          float[] g = {(float) Math.sin(step)};
          float[] update = new float[1];
          float[] whole = new float[1];
          scheduled.update(theta, g, step, update);
          constant.update(theta, g, step, whole);
          double left = (step - 1) / (double) steps;
          double factor =
              switch (schedule) {
                case CONSTANT -> 1;
                case LINEAR -> 1 - left;
                case COSINE -> (1 + Math.cos(Math.PI * left)) / 2;
              };
          assertThat((double) update[0]).isCloseTo(factor * whole[0], within(1e-7));
        }
      }
    }
  }

  @Test
  void adamwCannotStepWithoutTheParameters() {
    try (UpdateRule.State state = HandMade.adamw(0.1).start(1)) {
      assertThatThrownBy(() -> state.update(new float[1], 1, new float[1]))
          .hasMessageContaining("adamw decays the parameters");
    }
  }

  @Test
  void lionTakesTheSignOfAShorterAverageThanItKeeps() {
    double[] m = new double[N];
    compare(
        HandMade.lion(0.001),
        (i, g, t) -> {
          double mix = 0.9 * m[i] + 0.1 * g;
          m[i] = 0.99 * m[i] + 0.01 * g;
          return -0.001 * Math.signum(mix);
        });
  }

  @Test
  void lionRestsWhereThereIsNoGradient() {
    float[] update = {1};
    try (UpdateRule.State state = HandMade.lion(0.1).start(1)) {
      state.update(new float[1], 1, update);
    }
    assertThat(update[0]).isZero();
  }

  @Test
  void everyKindHasASweepOfFiveRisingRates() {
    for (String kind : HandMade.KINDS) {
      assertThat(HandMade.sweep(kind)).as(kind).hasSizeGreaterThanOrEqualTo(5).isSorted();
      assertThat(HandMade.sweep(kind)).doesNotHaveDuplicates().allMatch(rate -> rate > 0);
    }
    assertThatThrownBy(() -> HandMade.sweep("adamm")).hasMessageContaining("adamm");
  }

  @Test
  void statesOfOneRuleAreApart() {
    HandMade rule = HandMade.momentum(1);
    float[] update = new float[1];
    try (UpdateRule.State first = rule.start(1);
        UpdateRule.State second = rule.start(1)) {
      first.update(new float[] {1}, 1, update);
      first.update(new float[] {1}, 2, update);
      second.update(new float[] {1}, 1, update);
    }
    assertThat(update[0]).isEqualTo(-1f);
  }

  @Test
  void aGradientThatIsNotANumberStaysSo() {
    for (String kind : HandMade.KINDS) {
      float[] update = new float[2];
      try (UpdateRule.State state = HandMade.of(kind, 0.1).start(2)) {
        state.update(new float[2], new float[] {Float.NaN, 1}, 1, update);
      }
      assertThat(update[0]).isNaN();
      assertThat(update[1]).isNegative();
    }
  }

  @Test
  void badKeysAndRatesAreRefusedByName() {
    assertThatThrownBy(() -> HandMade.of("adamm", 0.1)).hasMessageContaining("adamm");
    assertThatThrownBy(() -> HandMade.sgd(0)).hasMessageContaining("learning rate of sgd");
    assertThatThrownBy(() -> HandMade.adam(Double.NaN)).hasMessageContaining("adam");
    assertThat(HandMade.adam(0.01).name()).isEqualTo("adam 0.01");
    assertThat(HandMade.sgd(1).name()).isEqualTo("sgd 1");
  }

  private static void compare(HandMade rule, Textbook textbook) {
    compareDecaying(rule, (i, theta, g, t) -> textbook.update(i, g, t));
  }

  private static void compareDecaying(HandMade rule, Decaying textbook) {
    SplittableRandom random = Randomness.stream(1, "hand-made-test");
    float[] theta = new float[N];
    float[] gradient = new float[N];
    float[] update = new float[N];
    double[] largest = new double[N];
    try (UpdateRule.State state = rule.start(N)) {
      for (int step = 1; step <= STEPS; step++) {
        for (int i = 0; i < N; i++) {
          theta[i] = (float) (10 * random.nextGaussian());
          gradient[i] = (float) ((random.nextDouble() - 0.4) * Math.pow(10, i % 5 - 3));
        }
        state.update(theta, gradient, step, update);
        for (int i = 0; i < N; i++) {
          double expected = textbook.update(i, theta[i], gradient[i], step);
          // Relative to the size of this coordinate's updates so far: sums may cancel.
          largest[i] = Math.max(largest[i], Math.abs(expected));
          assertThat((double) update[i]).isCloseTo(expected, within(1e-5 * largest[i]));
        }
      }
    }
  }
}
