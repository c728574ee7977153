package io.symlab.symbolic;

import static io.symlab.symbolic.Expression.constant;
import static io.symlab.symbolic.Expression.variable;

import io.symlab.symbolic.Signals.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * The formulas that a first population is founded on, beside random ones: the user's guesses, the
 * hand-made optimizers where there is a signal, and sparse linear models over libraries of terms,
 * plain and divided by the root of a quadratic form, as rules are that don't see the scale of their
 * inputs.
 */
final class Founders {
  /** Terms of a sparse model at most. */
  private static final int MOST_TERMS = 24;

  /** Columns whose products and quotients join the library. */
  private static final int PAIRED = 6;

  /** Terms of a library at most: with more columns only the plain ones are tried. */
  private static final int MOST_LIBRARY = 2000;

  private static final double[] DECAYS = {0.5, 0.9, 0.99};

  private final SearchSettings settings;
  private final Samples samples;
  private final Evaluator evaluator;
  private final List<Expression> columns = new ArrayList<>();
  private final float[] values;

  Founders(SearchSettings settings, Samples samples, Evaluator evaluator) {
    this.settings = settings;
    this.samples = samples;
    this.evaluator = evaluator;
    this.values = new float[samples.rows()];
    for (int f = 0; f < samples.features(); f++) {
      columns.add(variable(f));
    }
  }

  /** What to start from, not fitted yet. */
  List<Guess> guesses() {
    List<Guess> guesses = new ArrayList<>(settings.guesses());
    if (settings.template() != null) {
      return guesses;
    }
    for (Signal signal : settings.signals().signals()) {
      guesses.addAll(
          HandMadeGuesses.over(
              signal, settings.operators(), deviation(signal.column(0)), settings.maxComplexity()));
    }
    sums(columns, guesses);
    List<Expression> curved = new ArrayList<>(columns);
    for (Expression column : columns) {
      curved.addAll(curves(column));
    }
    curved.addAll(averages());
    if (curved.size() <= MOST_LIBRARY) {
      List<Expression> best = sums(curved, guesses);
      List<Expression> paired = new ArrayList<>(curved);
      paired.addAll(pairs(best));
      sums(paired, guesses);
    }
    quotients(guesses);
    return guesses;
  }

  private double deviation(int column) {
    double variance = Samples.variance(samples.column(column), 0, 1, samples.rows(), 1);
    return Math.sqrt(variance);
  }

  private boolean has(Operator operator) {
    return settings.operators().contains(operator);
  }

  /**
   * Each unary operator of a column, as it is and, where it saturates or overflows, in its unit.
   */
  private List<Expression> curves(Expression column) {
    List<Expression> curves = new ArrayList<>();
    double unit = 1 / deviation(((Expression.Variable) column).index());
    for (Operator operator : settings.operators()) {
      if (operator.arity() == 1 && operator != Operator.NEG) {
        curves.add(Expression.of(operator, column));
        if (operator != Operator.SQUARE
            && operator != Operator.CUBE
            && operator != Operator.SQRT
            && operator != Operator.ABS
            && operator != Operator.SIGN
            && Float.isFinite((float) unit)) {
          curves.add(
              Expression.of(
                  operator,
                  Expression.of(Operator.MUL, constant(Numbers.shortest((float) unit)), column)));
        }
      }
    }
    return curves;
  }

  private List<Expression> averages() {
    List<Expression> averages = new ArrayList<>();
    for (Signal signal : settings.signals().signals()) {
      Expression g = variable(signal.column(0));
      for (double b : DECAYS) {
        for (Operator average : List.of(Operator.EMA, Operator.EMA_HAT)) {
          if (has(average)) {
            averages.add(Expression.of(average, g, constant(b)));
            if (has(Operator.SQUARE)) {
              averages.add(Expression.of(average, Expression.of(Operator.SQUARE, g), constant(b)));
            }
          }
        }
      }
    }
    return averages;
  }

  /** Products and quotients of the most useful terms. */
  private List<Expression> pairs(List<Expression> best) {
    List<Expression> pairs = new ArrayList<>();
    List<Expression> few = new ArrayList<>(best.subList(0, Math.min(PAIRED, best.size())));
    for (Expression column : columns) {
      if (few.size() < 2 * PAIRED && !few.contains(column)) {
        few.add(column);
      }
    }
    for (int i = 0; i < few.size(); i++) {
      for (int j = 0; j < few.size(); j++) {
        if (i < j && has(Operator.MUL)) {
          pairs.add(Expression.of(Operator.MUL, few.get(i), few.get(j)));
        }
        if (i != j && has(Operator.DIV)) {
          pairs.add(Expression.of(Operator.DIV, few.get(i), few.get(j)));
        }
      }
    }
    return pairs;
  }

  /** Adds the sums of the first terms that a pursuit chooses; returns those terms. */
  private List<Expression> sums(List<Expression> library, List<Guess> guesses) {
    SparseLinear model = new SparseLinear(samples);
    for (Expression term : library) {
      if (settings.allow(term)) {
        evaluate(term);
        model.add(term, values);
      }
    }
    List<Expression> chosen = model.pursue(MOST_TERMS);
    Expression sum = null;
    for (int i = 0; i < chosen.size(); i++) {
      Expression term = Expression.of(Operator.MUL, constant(1), chosen.get(i));
      sum = sum == null ? term : Expression.of(Operator.ADD, sum, term);
      if (sum.complexity() > settings.maxComplexity()) {
        break;
      }
      if (i < 6 || i % 2 == 1 || i == chosen.size() - 1) {
        guesses.add(Guess.of(sum));
      }
    }
    return chosen;
  }

  /** Sums of columns divided by the root of a sum of their squares. */
  private void quotients(List<Guess> guesses) {
    if (columns.size() < 2
        || !has(Operator.DIV)
        || !has(Operator.SQRT)
        || !has(Operator.SQUARE)
        || 2 * columns.size() > MOST_LIBRARY) {
      return;
    }
    Expression norm = Expression.of(Operator.SQRT, sumOfSquares(columns, columns.size()));
    if (!settings.allow(norm)) {
      return;
    }
    SparseLinear model = new SparseLinear(samples);
    for (Expression column : columns) {
      evaluate(Expression.of(Operator.DIV, column, norm));
      model.add(column, values);
    }
    List<Expression> chosen = model.pursue(MOST_TERMS);
    for (int terms = 1; terms <= chosen.size(); terms += terms < 3 ? 1 : 2) {
      Expression over = null;
      for (Expression column : chosen.subList(0, terms)) {
        Expression term = Expression.of(Operator.MUL, constant(1), column);
        over = over == null ? term : Expression.of(Operator.ADD, over, term);
      }
      Expression under = sumOfSquares(chosen, Math.max(2, terms));
      Expression quotient = Expression.of(Operator.DIV, over, Expression.of(Operator.SQRT, under));
      if (quotient.complexity() <= settings.maxComplexity()
          && 2 * terms <= ConstantFitting.MAX_CONSTANTS) {
        guesses.add(Guess.of(quotient));
      }
    }
  }

  private static Expression sumOfSquares(List<Expression> columns, int count) {
    Expression sum = null;
    for (Expression column : columns.subList(0, Math.min(count, columns.size()))) {
      Expression term =
          Expression.of(Operator.MUL, constant(1), Expression.of(Operator.SQUARE, column));
      sum = sum == null ? term : Expression.of(Operator.ADD, sum, term);
    }
    return sum;
  }

  private void evaluate(Expression term) {
    evaluator.evaluate(settings.program(term), samples.rawColumns(), samples.rows(), values);
  }
}
