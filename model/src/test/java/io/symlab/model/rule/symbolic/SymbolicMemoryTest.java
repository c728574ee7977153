package io.symlab.model.rule.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Stepper;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Symbolic rules with averages against the stepper, the window and central differences. */
class SymbolicMemoryTest {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.G);
  private static final int WINDOW = 6;
  private static final List<String> NAMES = SampleNames.of(FEATURES, WINDOW);
  private static final Signals SIGNALS = SampleNames.signals(FEATURES, WINDOW);
  private static final int N = 2500;
  private static final List<String> FORMULAS =
      List.of(
          "-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.95)) + 0.1)",
          "ema(mt * lag(g, 3), 0.7) - 0.5 * lag(mt, 5)",
          "tanh(2 * ema(ema_hat(g, 0.6) + lag(mt, 1), 0.8)) + ema(g, 0.6)");

  private static SymbolicRule rule(String text) {
    Expression expression = ExpressionText.parse(text, NAMES, SIGNALS);
    return new SymbolicRule("test", expression, FEATURES, WINDOW, 0.01, SIGNALS);
  }

  @Test
  void updatesAreThoseOfTheStepperAndAtFirstThoseOfTheWindow() {
    for (String text : FORMULAS) {
      SymbolicRule rule = rule(text);
      assertThat(rule.text()).isEqualTo(text.replace("2 *", "2.0 *"));
      Stepper stepper = new Stepper(Recurrence.of(rule.expression(), NAMES, SIGNALS), N);
      SplittableRandom random = Randomness.stream(2, "symbolic-memory-test");
      SymbolicCell cell = rule.open(N);
      double[][] rows = new double[N][NAMES.size()];
      float[] update = new float[N];
      for (int step = 1; step <= 30; step++) {
        float[][] planes = planes(random, FEATURES.size());
        double[][] inputs = new double[stepper.inputs().size()][N];
        for (int i = 0; i < N; i++) {
          System.arraycopy(rows[i], 0, rows[i], FEATURES.size(), NAMES.size() - FEATURES.size());
          for (int f = 0; f < planes.length; f++) {
            rows[i][f] = planes[f][i];
          }
          for (int f = 0; f < inputs.length; f++) {
            inputs[f][i] = planes[stepper.inputs().get(f).column()][i];
          }
        }
        cell.forward(named(rule, planes), update);
        double[] expected = stepper.next(inputs);
        for (int i = 0; i < N; i++) {
          assertThat(update[i] / 0.01)
              .as("%s, %d", text, step)
              .isCloseTo(expected[i], within(1e-5));
        }
        for (int i = 0; step == WINDOW && i < N; i += 100) {
          assertThat(update[i] / 0.01)
              .isCloseTo(SIGNALS.evaluate(rule.expression(), rows[i]), within(1e-5));
        }
        if (step % 4 == 0) {
          cell.drop();
        }
      }
    }
  }

  /** A window longer than the run so far is the sample's own, with zeros before the first step. */
  @Test
  void anUncorrectedAverageOfAYoungRunIsThatOfTheWindow() {
    SymbolicRule rule = rule("ema(mt, 0.8) + lag(g, 2)");
    SymbolicCell cell = rule.open(N);
    SplittableRandom random = Randomness.stream(4, "symbolic-memory-test");
    double[] row = new double[NAMES.size()];
    float[] update = new float[N];
    for (int step = 1; step <= WINDOW; step++) {
      float[][] planes = planes(random, 2);
      System.arraycopy(row, 0, row, 2, row.length - 2);
      row[0] = planes[0][7];
      row[1] = planes[1][7];
      cell.forward(planes, update);
      assertThat(update[7] / 0.01)
          .isCloseTo(SIGNALS.evaluate(rule.expression(), row), within(1e-5));
    }
  }

  @Test
  void theGradientOfDecaysAndConstantsIsThatOfCentralDifferences() {
    for (String text : FORMULAS) {
      SymbolicRule rule = rule(text);
      float[] phi = rule.constants();
      double[] gradient = new double[phi.length];
      objective(rule, phi, phi, gradient);
      for (int k = 0; k < phi.length; k++) {
        float h = 1 / 256f;
        float[] up = phi.clone();
        float[] down = phi.clone();
        up[k] += h;
        down[k] -= h;
        double[] none = new double[phi.length];
        double expected =
            (objective(rule, phi, up, none) - objective(rule, phi, down, none)) / (up[k] - down[k]);
        assertThat(gradient[k])
            .as("%s, constant %d", text, k)
            .isCloseTo(expected, within(2e-3 * Math.abs(expected) + 1e-3));
      }
    }
  }

  /**
   * sum of &lt;adjoint_s, update_s&gt; over a second unroll with the constants {@code after}, from
   * the memory that a first one with {@code before} left; its gradient is added.
   */
  private static double objective(
      SymbolicRule rule, float[] before, float[] after, double[] gradient) {
    SplittableRandom random = Randomness.stream(3, "symbolic-memory-test");
    SymbolicCell cell = rule.open(N);
    assertThat(cell.parameters()).isEqualTo(after.length);
    cell.phi(before);
    cell.start();
    float[] update = new float[N];
    for (int s = 0; s < 3; s++) {
      cell.forward(named(rule, planes(random, 2)), update);
    }
    cell.backward(new float[3][N], new double[before.length]);
    cell.phi(after);
    float[][] adjoints = new float[5][N];
    double objective = 0;
    for (float[] adjoint : adjoints) {
      cell.forward(named(rule, planes(random, 2)), update);
      for (int i = 0; i < N; i++) {
        adjoint[i] = (float) (random.nextDouble() - 0.3);
        objective += (double) adjoint[i] * update[i];
      }
    }
    cell.backward(adjoints, gradient);
    return objective;
  }

  @Test
  void tunedDecaysStayBetweenZeroAndOne() {
    SymbolicRule rule = rule("2 * ema(g, 0.9)");
    float[] constants = {-3, 1.25f};
    rule.confine(constants);
    assertThat(constants[0]).isEqualTo(-3);
    assertThat(constants[1]).isBetween(0.9f, 0.99999f);
    assertThat(rule.withConstants(constants).text()).isEqualTo("-3.0 * ema(g, 0.9999)");
  }

  @Test
  void averagesWantSignals() {
    Expression average = rule("ema(g, 0.9)").expression();
    assertThatThrownBy(() -> new SymbolicRule("none", average, FEATURES, WINDOW, 0.01))
        .hasMessageContaining("signal");
  }

  private static float[][] named(SymbolicRule rule, float[][] planes) {
    return rule.features().stream()
        .map(feature -> planes[FEATURES.indexOf(feature)])
        .toArray(float[][]::new);
  }

  private static float[][] planes(SplittableRandom random, int features) {
    float[][] planes = new float[features][N];
    for (int i = 0; i < N; i++) {
      for (float[] plane : planes) {
        plane[i] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return planes;
  }
}
