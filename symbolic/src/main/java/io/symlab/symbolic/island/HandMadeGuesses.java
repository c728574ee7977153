package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;
import static io.symlab.symbolic.expression.Expression.variable;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.Guess;
import java.util.ArrayList;
import java.util.List;

/**
 * The hand-made optimizers as formulas with free constants, to start from where columns are the
 * lags of a gradient: momentum (Polyak 1964), Nesterov's, RMSProp (Tieleman and Hinton 2012), Adam
 * (Kingma and Ba 2015), sign rules (Bernstein et al. 2018, Chen et al. 2023), and the
 * re-parameterised rule of Symbolic Learning to Optimize (Zheng et al. 2022), a sum of saturated
 * gradients with one common threshold.
 */
final class HandMadeGuesses {
  private static final double[] DECAYS = {0.5, 0.9, 0.99};

  private HandMadeGuesses() {}

  /**
   * All of them over a signal, each with several decays to start from.
   *
   * @param operators that may be used; rules that need others are left out
   * @param deviation of the signal
   * @param most complexity of a rule at most
   */
  static List<Guess> over(Signal signal, List<Operator> operators, double deviation, int most) {
    Expression g = variable(signal.column(0));
    List<Expression> rules = new ArrayList<>();
    rules.add(scaled(g));
    rules.add(scaled(Expression.of(Operator.SIGN, g)));
    for (double b : DECAYS) {
      Expression decay = constant(b);
      Expression momentum = Expression.of(Operator.EMA, g, decay);
      Expression corrected = Expression.of(Operator.EMA_HAT, g, decay);
      Expression root =
          Expression.of(
              Operator.SQRT, Expression.of(Operator.EMA, Expression.of(Operator.SQUARE, g), decay));
      Expression correctedRoot =
          Expression.of(
              Operator.SQRT,
              Expression.of(Operator.EMA_HAT, Expression.of(Operator.SQUARE, g), decay));
      rules.add(scaled(momentum));
      rules.add(scaled(corrected));
      rules.add(Expression.of(Operator.ADD, scaled(momentum), scaled(g)));
      rules.add(scaled(Expression.of(Operator.SIGN, momentum)));
      rules.add(Expression.of(Operator.DIV, g, root));
      rules.add(Expression.of(Operator.DIV, g, guarded(root, deviation)));
      rules.add(Expression.of(Operator.DIV, g, guarded(correctedRoot, deviation)));
      rules.add(Expression.of(Operator.DIV, momentum, root));
      rules.add(Expression.of(Operator.DIV, corrected, correctedRoot));
      rules.add(Expression.of(Operator.DIV, corrected, guarded(correctedRoot, deviation)));
    }
    List<Guess> guesses = new ArrayList<>();
    for (Expression rule : rules) {
      guesses.add(Guess.of(rule));
    }
    for (int lags = 2; lags <= signal.lags(); lags += lags < 4 ? 1 : 4) {
      guesses.add(saturated(signal, lags, deviation));
    }
    guesses.removeIf(
        guess -> guess.expression().complexity() > most || !uses(guess.expression(), operators));
    return guesses;
  }

  private static Expression scaled(Expression rule) {
    return Expression.of(Operator.MUL, constant(1), rule);
  }

  private static Expression guarded(Expression root, double deviation) {
    return Expression.of(Operator.ADD, root, constant(1e-3 * deviation));
  }

  /** The sum of w_j tanh(c g_j) over the newest lags, all c one. */
  private static Guess saturated(Signal signal, int lags, double deviation) {
    Expression sum = null;
    List<Integer> ties = new ArrayList<>();
    for (int lag = 0; lag < lags; lag++) {
      Expression term =
          scaled(
              Expression.of(
                  Operator.TANH,
                  Expression.of(
                      Operator.MUL, constant(1 / deviation), variable(signal.column(lag)))));
      sum = sum == null ? term : Expression.of(Operator.ADD, sum, term);
      ties.addAll(List.of(-1, 0));
    }
    return new Guess(sum, ties);
  }

  private static boolean uses(Expression rule, List<Operator> operators) {
    Operator operator = Trees.operator(rule);
    return (operator == null || operators.contains(operator))
        && Trees.arguments(rule).stream().allMatch(part -> uses(part, operators));
  }
}
