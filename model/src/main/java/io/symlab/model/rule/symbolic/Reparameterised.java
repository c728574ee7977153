package io.symlab.model.rule.symbolic;

import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.NEG;
import static io.symlab.symbolic.expression.Operator.TANH;

import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of softly clipped features, psi(G; W) = - sum_g sum_tau W[g, tau] gamma
 * tanh(g_{t-tau} / gamma), with the weights W and the one gamma as parameters: the form by which
 * Zheng et al. (ICLR 2022) fine-tune distilled rules on large networks.
 */
public final class Reparameterised {
  private Reparameterised() {}

  /** Weights that halve with every lag, and gamma = 1. */
  static SymbolicForm of(int[][] columns) {
    int features = columns[0].length;
    double[][] weights = new double[columns.length][features];
    for (int lag = 0; lag < columns.length; lag++) {
      Arrays.fill(weights[lag], halving(lag) / features);
    }
    return of(columns, weights, 1);
  }

  /** 1/2, 1/4, ... */
  static double halving(int lag) {
    return StrictMath.pow(0.5, lag + 1);
  }

  /**
   * The form.
   *
   * @param columns [lags][features] indices of sample columns
   * @param weights [lags][features], W
   * @param gamma where a feature is clipped, above 0
   */
  public static SymbolicForm of(int[][] columns, double[][] weights, double gamma) {
    var form = new FormBuilder();
    List<Expression> terms = new ArrayList<>();
    for (int lag = 0; lag < columns.length; lag++) {
      for (int f = 0; f < columns[lag].length; f++) {
        Expression weight = form.own(weights[lag][f]);
        Expression height = form.shared("gamma", gamma);
        Expression x = Expression.variable(columns[lag][f]);
        Expression clipped =
            Expression.of(TANH, Expression.of(DIV, x, form.shared("gamma", gamma)));
        terms.add(Expression.of(MUL, Expression.of(MUL, weight, height), clipped));
      }
    }
    return form.build(Expression.of(NEG, FormBuilder.sum(terms)));
  }
}
