package io.symlab.bench.formulas;

import io.symlab.bench.formulas.Problem.Pair;
import io.symlab.bench.formulas.Problem.Tables;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Formulas of the literature as tables of 1,000 training and 1,000 test rows: Nguyen-7, Keijzer-6,
 * Pagie-1 and Vladislavleva-4, and four of the Feynman equations, with or without noise on y.
 */
final class StandardProblems {
  private static final int ROWS = 1000;

  private static final List<Operator> OPERATORS =
      List.of(
          Operator.ADD,
          Operator.SUB,
          Operator.MUL,
          Operator.DIV,
          Operator.SQUARE,
          Operator.SQRT,
          Operator.EXP,
          Operator.LOG,
          Operator.SIN,
          Operator.COS);

  private StandardProblems() {}

  /** All of them without noise, then two with 1 % and 10 % of y's deviation. */
  static List<Problem> all(long seed) {
    List<Problem> all = new ArrayList<>();
    all.add(
        uniform(
            "nguyen-7",
            1,
            range(0, 2, 1),
            range(0, 2, 1),
            x -> Math.log(x[0] + 1) + Math.log(x[0] * x[0] + 1),
            seed,
            0));
    all.add(keijzer());
    all.add(gaussian("feynman-I.6.2a", seed, 0));
    all.add(
        uniform(
            "feynman-II.11.28",
            1,
            range(0, 1, 2),
            range(0, 1, 2),
            x -> 1 + x[0] * x[1] / (1 - x[0] * x[1] / 3),
            seed,
            0));
    all.add(
        uniform(
            "feynman-I.12.11",
            5,
            range(1, 5, 5),
            range(1, 5, 5),
            x -> x[0] * (x[1] + x[2] * x[3] * Math.sin(x[4])),
            seed,
            0));
    all.add(
        uniform(
            "pagie-1",
            60,
            range(-5, 5, 2),
            range(-5, 5, 2),
            x -> 1 / (1 + Math.pow(x[0], -4)) + 1 / (1 + Math.pow(x[1], -4)),
            seed,
            0));
    all.add(gravity("feynman-I.9.18", seed, 0));
    all.add(
        uniform(
            "vladislavleva-4",
            60,
            range(0.05, 6.05, 5),
            range(-0.25, 6.35, 5),
            x -> {
              double sum = 5;
              for (double value : x) {
                sum += (value - 3) * (value - 3);
              }
              return 10 / sum;
            },
            seed,
            0));
    for (int percent : new int[] {1, 10}) {
      all.add(
          gaussian("feynman-I.6.2a, " + percent + " % noise", seed, percent / 100.0).within(10));
      all.add(gravity("feynman-I.9.18, " + percent + " % noise", seed, percent / 100.0).within(20));
    }
    return all;
  }

  private static Problem gaussian(String name, long seed, double noise) {
    return uniform(
        name,
        1,
        range(1, 3, 1),
        range(1, 3, 1),
        x -> Math.exp(-x[0] * x[0] / 2) / Math.sqrt(2 * Math.PI),
        seed,
        noise);
  }

  private static Problem gravity(String name, long seed, double noise) {
    double[][] ranges = new double[9][];
    for (int i = 0; i < 9; i++) {
      ranges[i] = i < 6 ? new double[] {1, 2} : new double[] {3, 4};
    }
    return uniform(
        name,
        60,
        ranges,
        ranges,
        x -> {
          double a = x[3] - x[6];
          double b = x[4] - x[7];
          double c = x[5] - x[8];
          return x[0] * x[1] * x[2] / (a * a + b * b + c * c);
        },
        seed,
        noise);
  }

  private static Problem keijzer() {
    return problem("keijzer-6", 1, () -> new Pair(harmonic(50), harmonic(120)), 0);
  }

  /** The sums of 1/i up to x, for x from 1. */
  private static Samples harmonic(int most) {
    float[][] x = new float[1][most];
    float[] y = new float[most];
    double sum = 0;
    for (int i = 0; i < most; i++) {
      x[0][i] = i + 1;
      sum += 1.0 / (i + 1);
      y[i] = (float) sum;
    }
    return Samples.of(x, y);
  }

  private static double[][] range(double from, double to, int columns) {
    double[][] ranges = new double[columns][];
    for (int i = 0; i < columns; i++) {
      ranges[i] = new double[] {from, to};
    }
    return ranges;
  }

  private static Problem uniform(
      String name,
      double seconds,
      double[][] train,
      double[][] test,
      ToDoubleFunction<double[]> formula,
      long seed,
      double noise) {
    return problem(
        name,
        seconds,
        () -> {
          SplittableRandom random = new SplittableRandom(1000 + seed);
          return new Pair(table(train, formula, random, noise), table(test, formula, random, 0));
        },
        noise);
  }

  private static Problem problem(String name, double seconds, Tables tables, double noise) {
    return new Problem(
        name, tables, Signals.NONE, OPERATORS, 40, seconds, noise > 0 ? 0 : 5e-7, List.of(40));
  }

  /**
   * @param noise standard deviation of the noise, in units of y's own
   */
  private static Samples table(
      double[][] ranges,
      ToDoubleFunction<double[]> formula,
      SplittableRandom random,
      double noise) {
    float[][] columns = new float[ranges.length][ROWS];
    double[] exact = new double[ROWS];
    double[] row = new double[ranges.length];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int f = 0; f < ranges.length; f++) {
        row[f] = ranges[f][0] + (ranges[f][1] - ranges[f][0]) * random.nextDouble();
        columns[f][i] = (float) row[f];
        row[f] = columns[f][i];
      }
      exact[i] = formula.applyAsDouble(row);
      sum += exact[i];
      squares += exact[i] * exact[i];
    }
    double deviation = Math.sqrt(squares / ROWS - sum / ROWS * (sum / ROWS));
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = (float) (exact[i] + noise * deviation * random.nextGaussian());
    }
    return Samples.of(columns, y);
  }
}
