package io.symlab.model.rule.symbolic;

import static io.symlab.symbolic.expression.Operator.ADD;
import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.POW;

import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of signed powers of the features: the sum over features, lags and orders o = 0, 1, ...
 * of c0 expm(x, o + 1 + a) + c1 expm(x, o + 1 - a), expm(x, p) = sign(x) |x|^p and x a feature
 * divided by its standard deviation (Zheng et al., ICLR 2022). The coefficients are its parameters;
 * exponents and deviations are held, so that the series stays linear in what is tuned.
 */
public final class PowerSeries {
  private static final int ORDERS = 2;
  private static final double SPREAD = 0.25;

  private PowerSeries() {}

  /**
   * Two orders, a = 1/4, deviations of 1 (normalised features have about that); coefficients that
   * descend in the first order and halve with every lag, the others 0.
   */
  static SymbolicForm of(int[][] columns) {
    int features = columns[0].length;
    double[][][] coefficients = new double[columns.length][features][2 * ORDERS];
    for (int lag = 0; lag < columns.length; lag++) {
      for (double[] own : coefficients[lag]) {
        double share = -Reparameterised.halving(lag) / (2 * features);
        own[0] = share;
        own[1] = share;
      }
    }
    double[] deviations = new double[features];
    Arrays.fill(deviations, 1);
    return of(columns, deviations, SPREAD, coefficients);
  }

  /**
   * The form.
   *
   * @param columns [lags][features] indices of sample columns
   * @param deviations [features] by which they are divided, above 0
   * @param spread a, from 0 on and below 1
   * @param coefficients [lags][features][2 * orders]: c0 and c1 of the first order, of the second
   *     ...
   */
  public static SymbolicForm of(
      int[][] columns, double[] deviations, double spread, double[][][] coefficients) {
    if (!(spread >= 0 && spread < 1)) {
      throw new IllegalArgumentException(
          "a power series needs a spread from 0 on and below 1, since powers below 0 have no value"
              + " at 0; has "
              + spread);
    }
    var form = new FormBuilder();
    List<Expression> terms = new ArrayList<>();
    for (int lag = 0; lag < columns.length; lag++) {
      for (int f = 0; f < columns[lag].length; f++) {
        Expression column = Expression.variable(columns[lag][f]);
        double[] own = coefficients[lag][f];
        for (int o = 0; 2 * o < own.length; o++) {
          Expression above = term(form, own[2 * o], column, deviations[f], o + 1 + spread);
          Expression below = term(form, own[2 * o + 1], column, deviations[f], o + 1 - spread);
          terms.add(Expression.of(ADD, above, below));
        }
      }
    }
    return form.build(FormBuilder.sum(terms));
  }

  private static Expression term(
      FormBuilder form, double coefficient, Expression column, double deviation, double power) {
    Expression c = form.own(coefficient);
    Expression x = deviation == 1 ? column : Expression.of(DIV, column, form.fixed(deviation));
    return Expression.of(MUL, c, Expression.of(POW, x, form.fixed(power)));
  }
}
