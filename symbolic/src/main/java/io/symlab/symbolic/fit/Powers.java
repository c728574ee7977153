package io.symlab.symbolic.fit;

import static io.symlab.symbolic.expression.Expression.variable;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.sample.Samples;
import java.util.List;

/**
 * The columns that a target is proportional to, or to whose square or inverse: in a linear model of
 * log |y| over the logarithms of all columns their coefficients are whole numbers. Laws of physics
 * are often such a product and something else that is small and additive.
 *
 * @param product of the powers
 * @param values of the product, [rows], none of them 0
 */
public record Powers(Expression product, double[] values) {
  /** How far from a whole number a coefficient may be. */
  private static final double TOLERANCE = 0.04;

  private static final int MOST_COLUMNS = 64;

  /** Null where no column enters as a power, or where logarithms or operators are missing. */
  public static Powers of(Samples samples, List<Operator> operators) {
    double[] y = new double[samples.rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = samples.target()[i];
    }
    return of(samples, y, operators);
  }

  /**
   * The same for another target than the samples' own.
   *
   * @param y [rows]
   */
  public static Powers of(Samples samples, double[] y, List<Operator> operators) {
    int features = samples.features();
    if (!operators.contains(Operator.MUL) || features > MOST_COLUMNS) {
      return null;
    }
    int rows = samples.rows();
    double[] logs = new double[rows];
    for (int i = 0; i < rows; i++) {
      logs[i] = Math.log(Math.abs(y[i]));
    }
    SparseLinear model = new SparseLinear(logs);
    for (int f = 0; f < features; f++) {
      float[] column = new float[rows];
      for (int i = 0; i < rows; i++) {
        column[i] = (float) Math.log(Math.abs(samples.column(f)[i]));
      }
      model.add(variable(f), column);
    }
    List<Integer> all = new java.util.ArrayList<>();
    for (int i = 0; i < model.size(); i++) {
      all.add(i);
    }
    SparseLinear.Sum sum = all.isEmpty() ? null : model.solve(all);
    if (sum == null || !Double.isFinite(sum.offset())) {
      return null;
    }
    Expression product = null;
    double[] values = new double[rows];
    java.util.Arrays.fill(values, 1);
    for (SparseLinear.Weighted weighted : sum.terms()) {
      Expression column = model.term(weighted.term());
      Expression power = power(column, weighted.coefficient(), operators);
      if (power != null) {
        boolean divides = Math.rint(weighted.coefficient()) == -1;
        product =
            product == null
                ? divides ? Expression.of(Operator.DIV, Expression.constant(1), power) : power
                : Expression.of(divides ? Operator.DIV : Operator.MUL, product, power);
        double exponent = Math.rint(weighted.coefficient());
        float[] x = samples.column(((Expression.Variable) column).index());
        for (int i = 0; i < rows; i++) {
          values[i] *= Math.pow(x[i], exponent);
        }
      }
    }
    return product == null ? null : new Powers(product, values);
  }

  private static Expression power(Expression column, double exponent, List<Operator> operators) {
    double whole = Math.rint(exponent);
    if (Math.abs(exponent - whole) > TOLERANCE) {
      return null;
    }
    if (whole == 1 || (whole == -1 && operators.contains(Operator.DIV))) {
      return column;
    }
    return whole == 2 && operators.contains(Operator.SQUARE)
        ? Expression.of(Operator.SQUARE, column)
        : null;
  }
}
