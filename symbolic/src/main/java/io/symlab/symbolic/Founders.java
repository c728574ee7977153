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

  private final SearchSettings settings;
  private final Samples samples;
  private final Evaluator evaluator;
  private final List<Expression> columns = new ArrayList<>();
  private final float[] values;
  private final TermLibrary library;

  /**
   * @param library of terms over these samples
   */
  Founders(SearchSettings settings, Samples samples, Evaluator evaluator, TermLibrary library) {
    this.library = library;
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
    sums(library.columns(), guesses);
    sums(library.single(), guesses);
    sums(library.size(), guesses);
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

  /** Adds the sums of the terms that a pursuit chooses from the first so many of the library. */
  private void sums(int most, List<Guess> guesses) {
    SparseLinear model = new SparseLinear(samples);
    for (int i = 0; i < most; i++) {
      model.add(library.term(i), library.values(i));
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
  }

  /** Sums of columns divided by the root of a sum of their squares. */
  private void quotients(List<Guess> guesses) {
    if (columns.size() < 2 || !has(Operator.DIV) || !has(Operator.SQRT) || !has(Operator.SQUARE)) {
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
