package io.symlab.model.rule.symbolic;

import static io.symlab.symbolic.expression.Operator.ADD;
import static io.symlab.symbolic.expression.Operator.DIV;
import static io.symlab.symbolic.expression.Operator.MUL;
import static io.symlab.symbolic.expression.Operator.NEG;
import static io.symlab.symbolic.expression.Operator.SUB;

import io.symlab.symbolic.expression.Expression;

/**
 * Something between momentum and Adam, - adam_up / (1 - lambda + lambda adam_down), with the one
 * parameter lambda: at 0 it is momentum, at 1 Adam's quotient (Zheng et al., ICLR 2022).
 */
public final class AdamLike {
  private static final double LAMBDA = 0.8;

  private AdamLike() {}

  /** From lambda = 0.8. */
  static SymbolicForm of(int up, int down) {
    return of(up, down, LAMBDA);
  }

  /**
   * The form.
   *
   * @param up column of the gradient's average, adam_up at lag 0
   * @param down column of the root of its square's average, adam_down at lag 0
   */
  public static SymbolicForm of(int up, int down, double lambda) {
    var form = new FormBuilder();
    Expression rest = Expression.of(SUB, form.fixed(1), form.shared("lambda", lambda));
    Expression weighed =
        Expression.of(MUL, form.shared("lambda", lambda), Expression.variable(down));
    Expression quotient =
        Expression.of(DIV, Expression.variable(up), Expression.of(ADD, rest, weighed));
    return form.build(Expression.of(NEG, quotient));
  }
}
