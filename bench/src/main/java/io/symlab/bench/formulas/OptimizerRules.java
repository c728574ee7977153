package io.symlab.bench.formulas;

import io.symlab.bench.formulas.Problem.Pair;
import io.symlab.symbolic.Operator;
import io.symlab.symbolic.Samples;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.Signals.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The paper's sanity checks: known update rules to be found from windows of 20 gradients, newest
 * first. Each window is a stationary AR(1) process with coefficient 0.5 and unit innovations, times
 * a scale of its own between 0.001 and 1, log-uniform.
 */
final class OptimizerRules {
  private static final int ROWS = 10_000;
  private static final int LAGS = 20;

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

  private OptimizerRules() {}

  /** The five rules over plain columns, then over columns declared as a signal. */
  static List<Problem> all(long seed) {
    List<Problem> all = new ArrayList<>();
    for (boolean signal : new boolean[] {false, true}) {
      all.add(rule("sgd", g -> -0.01 * g[0], seed, signal));
      all.add(rule("falling sum", OptimizerRules::fallingSum, seed, signal));
      all.add(rule("mixed", g -> g[0] * g[0] + g[1] + 2 * g[2] + Math.exp(g[4]), seed, signal));
      all.add(rule("momentum(0.6)", g -> momentum(g, 0.6), seed, signal));
      all.add(rule("adam(0.9)", OptimizerRules::adam, seed, signal));
    }
    return all;
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

  private static Problem rule(
      String name, ToDoubleFunction<double[]> rule, long seed, boolean signal) {
    List<Operator> operators = new ArrayList<>(PLAIN);
    if (signal) {
      operators.add(Operator.EMA);
      operators.add(Operator.EMA_HAT);
    }
    return new Problem(
        name + (signal ? ", signal" : ", plain"),
        () -> {
          SplittableRandom random = new SplittableRandom(77 + seed);
          return new Pair(windows(rule, random), windows(rule, random));
        },
        signal ? new Signals(List.of(new Signal("g", 0, 1, LAGS))) : Signals.NONE,
        operators,
        signal ? 60 : 200,
        60,
        1e-7,
        List.of(40, 99, 200));
  }

  private static Samples windows(ToDoubleFunction<double[]> rule, SplittableRandom random) {
    float[][] columns = new float[LAGS][ROWS];
    float[] y = new float[ROWS];
    double[] g = new double[LAGS];
    for (int i = 0; i < ROWS; i++) {
      double scale = Math.pow(10, -3 * random.nextDouble());
      double value = random.nextGaussian() / Math.sqrt(1 - 0.25);
      for (int j = LAGS - 1; j >= 0; j--) {
        columns[j][i] = (float) (scale * value);
        g[j] = columns[j][i];
        value = 0.5 * value + random.nextGaussian();
      }
      y[i] = (float) rule.applyAsDouble(g);
    }
    return Samples.of(columns, y);
  }
}
