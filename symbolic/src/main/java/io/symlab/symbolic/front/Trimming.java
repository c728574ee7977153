package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Legible;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Simplifier;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Takes out of a formula what does nothing: terms and factors without which its loss stays the same
 * up to a small share, such as the 7.5e-8 in {@code sin(x) + 7.5e-8}, and terms that cancel, such
 * as the last two of {@code x * z + x - x}.
 */
final class Trimming {
  /** Share of its loss by which a formula may become worse for each part taken out. */
  private static final double SHARE = 1e-4;

  private Trimming() {}

  /**
   * The formula without such parts, simplified; itself when it has none.
   *
   * @param loss of a formula
   * @param nothing a loss that counts as none
   */
  static Expression of(Expression formula, ToDoubleFunction<Expression> loss, double nothing) {
    double bearable = Math.max(nothing, loss.applyAsDouble(formula) * (1 + SHARE));
    Expression together = Legible.together(formula);
    Expression best =
        together != formula && loss.applyAsDouble(together) <= bearable ? together : formula;
    for (int at = 0; at < Trees.count(best, Kind.BINARY); at++) {
      for (Expression without : without(best, at)) {
        Expression simple = Simplifier.simplify(without);
        double now = loss.applyAsDouble(simple);
        if (simple.complexity() < best.complexity() && now <= bearable) {
          best = simple;
          bearable = Math.max(nothing, Math.min(bearable, now * (1 + SHARE)));
          at = -1;
          break;
        }
      }
    }
    return best;
  }

  /** The formula without one or the other argument of a sum, or without a constant factor. */
  private static List<Expression> without(Expression formula, int at) {
    Binary node = (Binary) Trees.get(formula, Kind.BINARY, at);
    List<Expression> rests = new ArrayList<>();
    boolean sum = node.operator() == Operator.ADD || node.operator() == Operator.SUB;
    boolean product = node.operator() == Operator.MUL || node.operator() == Operator.DIV;
    if (sum || (product && node.right() instanceof Constant)) {
      rests.add(node.left());
    }
    if (sum && node.operator() == Operator.SUB) {
      rests.add(new Unary(Operator.NEG, node.right()));
    } else if (sum || (node.operator() == Operator.MUL && node.left() instanceof Constant)) {
      rests.add(node.right());
    }
    return rests.stream()
        .map(rest -> Trees.replace(formula, Kind.BINARY, at, old -> rest))
        .toList();
  }
}
