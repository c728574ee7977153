package io.symlab.model.sanity;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.regression.RegressionBuilder;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A rule that is known, over a window of gradients, to see whether the engine finds it again: the
 * sanity checks of Zheng et al. 2022 ("Symbolic Learning to Optimize"), with what was published.
 *
 * @param name for command lines
 * @param text what the rule is; g0 is the newest gradient
 * @param rule of a window [{@link #LAGS}], newest first
 * @param publishedR2 what the paper's search reached
 * @param publishedSeconds what it took there
 */
public record KnownRule(
    String name,
    String text,
    ToDoubleFunction<double[]> rule,
    double publishedR2,
    double publishedSeconds) {
  /** Gradients in a window. */
  public static final int LAGS = 20;

  /** The five checks, in the paper's order. */
  public static final List<KnownRule> ALL =
      List.of(
          new KnownRule("sgd", "-0.01 g0", g -> -0.01 * g[0], 1.0, 49),
          new KnownRule(
              "falling-sum", "sum of (1 - 0.1 i) g_i, i = 0..10", KnownRule::fallingSum, 0.94, 126),
          new KnownRule(
              "mixed",
              "g0^2 + g1 + 2 g2 + exp(g4)",
              g -> g[0] * g[0] + g[1] + 2 * g[2] + Math.exp(g[4]),
              0.98,
              256),
          new KnownRule("momentum", "momentum(0.6)", g -> momentum(g, 0.6), 0.97, 90),
          new KnownRule("adam", "Adam(0.9)", KnownRule::adam, 0.89, 879));

  private static final List<Operator> PLAIN =
      List.of(
          Operator.ADD,
          Operator.SUB,
          Operator.MUL,
          Operator.DIV,
          Operator.NEG,
          Operator.SQUARE,
          Operator.SQRT,
          Operator.EXP,
          Operator.TANH);

  /**
   * The windows with what this rule makes of each.
   *
   * @param windows [LAGS][rows], kept by reference
   */
  public Samples applied(float[][] windows) {
    int rows = windows[0].length;
    float[] y = new float[rows];
    double[] g = new double[LAGS];
    for (int i = 0; i < rows; i++) {
      for (int lag = 0; lag < LAGS; lag++) {
        g[lag] = windows[lag][i];
      }
      y[i] = (float) rule.applyAsDouble(g);
    }
    return Samples.of(windows, y);
  }

  /** The columns of the windows as one signal g, newest first. */
  public static Signals signal() {
    return new Signals(List.of(new Signal("g", 0, 1, LAGS)));
  }

  /** Names of the columns of the windows, newest first. */
  public static List<String> columns() {
    return IntStream.range(0, LAGS).mapToObj(lag -> "g_" + lag).toList();
  }

  /**
   * How such rules are searched for.
   *
   * @param memory whether formulas may average over {@link #signal}; else its columns are like any
   *     others, and formulas may be longer
   */
  public static RegressionBuilder regression(long seed, boolean memory) {
    List<Operator> operators = new ArrayList<>(PLAIN);
    if (memory) {
      operators.add(Operator.EMA);
      operators.add(Operator.EMA_HAT);
    }
    return SymbolicRegression.builder()
        .seed(seed)
        .operators(operators.stream().map(Operator::id).toList())
        .maxComplexity(memory ? 60 : 200);
  }

  private static double fallingSum(double[] g) {
    double sum = 0;
    for (int i = 0; i <= 10; i++) {
      sum += (1 - 0.1 * i) * g[i];
    }
    return sum;
  }

  private static double momentum(double[] g, double b) {
    double m = 0;
    for (int j = LAGS - 1; j >= 0; j--) {
      m = b * m + (1 - b) * g[j];
    }
    return m;
  }

  private static double adam(double[] g) {
    double m = 0;
    double v = 0;
    for (int j = LAGS - 1; j >= 0; j--) {
      m = 0.9 * m + 0.1 * g[j];
      v = 0.9 * v + 0.1 * g[j] * g[j];
    }
    double correction = 1 - Math.pow(0.9, LAGS);
    return m / correction / (Math.sqrt(v / correction) + 1e-8);
  }
}
