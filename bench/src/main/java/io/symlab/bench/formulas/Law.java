package io.symlab.bench.formulas;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A law to be found again: a line of {@code laws.txt}, which says where they come from.
 *
 * @param set {@code feynman} or {@code strogatz}
 * @param variables names, in the formula's order
 * @param ranges [variables][low, high]
 */
record Law(String set, String name, Expression formula, List<String> variables, double[][] ranges) {

  /** All laws, in the order of the file. */
  static List<Law> all() throws IOException {
    try (InputStream in = Law.class.getResourceAsStream("/laws.txt")) {
      if (in == null) {
        throw new IOException("laws.txt is not on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Law> laws = new ArrayList<>();
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Law::of)
          .forEach(laws::add);
      return laws;
    }
  }

  private static Law of(String line) {
    String[] parts = line.split(";");
    List<String> names = new ArrayList<>();
    List<double[]> ranges = new ArrayList<>();
    for (String variable : parts[3].split(",")) {
      String[] words = variable.strip().split(" ");
      names.add(words[0]);
      ranges.add(new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
    }
    return new Law(
        parts[0].strip(),
        parts[1].strip(),
        ExpressionText.parse(parts[2].strip(), names),
        names,
        ranges.toArray(double[][]::new));
  }

  /**
   * Rows drawn uniformly from the ranges, each stretched to both sides by a share of itself; only
   * rows at which the law has a value.
   *
   * @return [rows][variables]
   */
  double[][] rows(int count, double stretch, long seed) {
    var random = new SplittableRandom(seed);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; ) {
      double[] row = new double[variables.size()];
      for (int f = 0; f < row.length; f++) {
        double low = ranges[f][0];
        double high = ranges[f][1];
        double more = stretch * (high - low);
        // A range of positive numbers stays one: the law may mean nothing else.
        double from = low >= 0 ? Math.max(low / 2, low - more) : low - more;
        row[f] = from + random.nextDouble() * (high + more - from);
      }
      if (Double.isFinite(formula.evaluate(row)) && isReal(formula, row)) {
        rows[i++] = row;
      }
    }
    return rows;
  }

  /** Whether no root and no logarithm is taken of what has none: the engine's are protected. */
  private static boolean isReal(Expression node, double[] row) {
    if (node instanceof Expression.Unary unary) {
      double argument = unary.argument().evaluate(row);
      if ((unary.operator() == Operator.SQRT && argument < 0)
          || (unary.operator() == Operator.LOG && argument <= 0)) {
        return false;
      }
    }
    return Trees.arguments(node).stream().allMatch(part -> isReal(part, row));
  }

  /** The law's values. */
  double[] values(double[][] rows) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = formula.evaluate(rows[i]);
    }
    return values;
  }

  /** With normal noise of so many times the root mean square, as SRBench adds it. */
  static double[] noisy(double[] values, double noise, long seed) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    double size = noise * Math.sqrt(squares / values.length);
    var random = new SplittableRandom(seed);
    double[] noisy = values.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += size * random.nextGaussian();
    }
    return noisy;
  }
}
