package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;

/** Writes averages out as sums over the window, for those who know no averages. */
final class WindowSums {
  /** Of a weight, which is computed in doubles. */
  private static final int SOUND_DIGITS = 15;

  private final Signals signals;
  private final int mostNodes;
  private int nodes;

  WindowSums(Signals signals, int mostNodes) {
    this.signals = signals;
    this.mostNodes = mostNodes;
  }

  /** Without averages; null when it has too many nodes. */
  Expression of(Expression expression) {
    return at(expression, 0);
  }

  /** The expression some steps back; null when there are too many nodes. */
  private Expression at(Expression expression, int shift) {
    if (++nodes > mostNodes) {
      return null;
    }
    if (expression instanceof Variable variable) {
      int column = shift == 0 ? variable.index() : signals.shifted(variable.index(), shift);
      return column < 0 ? new Constant(0) : new Variable(column);
    }
    if (expression instanceof Unary unary) {
      Expression argument = at(unary.argument(), shift);
      return argument == null ? null : new Unary(unary.operator(), argument);
    }
    if (!(expression instanceof Binary binary)) {
      return expression;
    }
    if (binary.operator().isAverage()) {
      return sum(binary, shift);
    }
    Expression left = at(binary.left(), shift);
    Expression right = left == null ? null : at(binary.right(), shift);
    return right == null ? null : new Binary(binary.operator(), left, right);
  }

  /** sum_j (1 - b) b^(j - shift) e_j, divided by 1 - b^(L - shift) where the bias is corrected. */
  private Expression sum(Binary average, int shift) {
    double b = ((Constant) average.right()).value();
    double share =
        average.operator() == Operator.EMA_HAT ? 1 - Math.pow(b, signals.lags() - shift) : 1;
    Expression sum = null;
    for (int j = shift; j < signals.lags(); j++) {
      Expression term = at(average.left(), j);
      if (term == null) {
        return null;
      }
      if (term instanceof Constant c && c.value() == 0) {
        continue;
      }
      // Without the last digits, which are rounding: 1 - 0.7 is 0.30000000000000004.
      double weight = Numbers.round((1 - b) * Math.pow(b, j - shift) / share, SOUND_DIGITS);
      Expression weighted = new Binary(Operator.MUL, new Constant(weight), term);
      sum = sum == null ? weighted : new Binary(Operator.ADD, sum, weighted);
      nodes += 3;
    }
    return sum == null ? new Constant(0) : sum;
  }
}
