package io.symlab.bench.formulas;

import io.symlab.symbolic.expression.Expression;

/**
 * Whether a formula is a law. SRBench (La Cava et al. 2021) calls it found when their difference is
 * a constant, or their ratio is one other than 0, after symbolic simplification with rounded
 * constants. Here that is tried with numbers: on fresh rows in double precision, drawn from ranges
 * stretched by half to both sides, where a formula that only imitates the law has left it.
 */
final class Recovery {
  private static final int ROWS = 2_000;
  private static final double STRETCH = 0.5;
  private static final double EXACT = 1e-5;

  private final Law law;
  private final double[][] rows;
  private final double[] values;
  private final double tolerance;

  /**
   * @param noise on y, as a share of its root mean square: constants are found no more exactly
   */
  Recovery(Law law, double noise) {
    this.law = law;
    this.rows = law.rows(ROWS, STRETCH, 4_711);
    this.values = law.values(rows);
    this.tolerance = Math.max(EXACT, noise);
  }

  /** Whether all but a hundredth of the rows agree: rounding explodes beside a law's own poles. */
  boolean is(Expression formula) {
    double[] found = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      found[i] = formula.evaluate(rows[i]);
    }
    return differsByAConstant(found) || hasAConstantRatio(found);
  }

  private boolean differsByAConstant(double[] found) {
    double shift = median(i -> found[i] - values[i]);
    double middle = median(i -> values[i]);
    double size = median(i -> Math.abs(values[i] - middle));
    int agree = 0;
    for (int i = 0; i < found.length; i++) {
      double scale = size + Math.abs(values[i] - middle);
      agree += Math.abs(found[i] - values[i] - shift) <= tolerance * scale ? 1 : 0;
    }
    return agree >= 0.99 * found.length;
  }

  private boolean hasAConstantRatio(double[] found) {
    double ratio = median(i -> found[i] / values[i]);
    int agree = 0;
    for (int i = 0; i < found.length; i++) {
      agree += Math.abs(found[i] / values[i] - ratio) <= tolerance * Math.abs(ratio) ? 1 : 0;
    }
    return Math.abs(ratio) > tolerance && agree >= 0.99 * found.length;
  }

  private double median(java.util.function.IntToDoubleFunction figure) {
    double[] sorted =
        java.util.stream.IntStream.range(0, rows.length).mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Nodes of the law as it is written. */
  int complexity() {
    return law.formula().complexity();
  }
}
