package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;
import static io.symlab.symbolic.expression.Expression.variable;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Powers;
import io.symlab.symbolic.fit.SparseLinear;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.TargetSpread;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The formulas that a first population is founded on, beside random ones: the user's guesses, the
 * hand-made optimizers where there is a signal, and sparse linear models over libraries of terms,
 * plain and divided by the root of a quadratic form, as rules are that don't see the scale of their
 * inputs.
 */
final class Founders {
  /** Terms of a sparse model at most. */
  private static final int MOST_TERMS = 24;

  /** The same of an exponent. */
  private static final int MOST_IN_EXPONENT = 6;

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
    double[] y = target();
    sums(y, i -> i < library.columns(), null, guesses);
    sums(y, i -> i < library.single(), null, guesses);
    sumsByKind(y, null, guesses);
    factored(guesses);
    quotients(guesses);
    return guesses;
  }

  private double deviation(int column) {
    double variance = TargetSpread.variance(samples.column(column), 0, 1, samples.rows(), 1);
    return Math.sqrt(variance);
  }

  private boolean has(Operator operator) {
    return settings.operators().contains(operator);
  }

  /** What a sum becomes part of. */
  private interface Form {
    Expression of(Expression sum);
  }

  private double[] target() {
    double[] y = new double[samples.rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = samples.target()[i];
    }
    return y;
  }

  /**
   * Adds the sums of the terms that a pursuit chooses from the whole library, and from products,
   * quotients and squares alone: a pursuit is greedy, and the best first term of all may not be
   * part of the best sum.
   */
  private void sumsByKind(double[] explained, Form form, List<Guess> guesses) {
    sums(explained, i -> true, form, guesses);
    if (library.size() > library.single()) {
      for (Operator kind : List.of(Operator.MUL, Operator.DIV, Operator.SQUARE)) {
        sums(explained, i -> Trees.operator(library.term(i)) == kind, form, guesses);
      }
    }
  }

  /**
   * Adds the sums of the terms that a pursuit chooses from some of the library's.
   *
   * @param explained by the sums, [rows]
   * @param form around each sum, with an offset unless it is the sum itself
   */
  private void sums(double[] explained, IntPredicate some, Form form, List<Guess> guesses) {
    SparseLinear model = new SparseLinear(explained);
    for (int i = 0; i < library.size(); i++) {
      if (some.test(i)) {
        model.add(library.term(i), library.values(i));
      }
    }
    sums(model, MOST_TERMS, form, guesses);
  }

  private void sums(SparseLinear model, int most, Form form, List<Guess> guesses) {
    List<Integer> chosen = model.pursue(most);
    for (int terms = 1; terms <= chosen.size(); terms += terms < 6 ? 1 : 2) {
      SparseLinear.Sum sum = model.solve(chosen.subList(0, terms));
      Expression whole = sum == null ? null : whole(model, sum, form);
      if (whole == null) {
        continue;
      }
      if (whole.complexity() > settings.maxComplexity()) {
        break;
      }
      guesses.add(Guess.of(whole));
    }
  }

  private static Expression whole(SparseLinear model, SparseLinear.Sum sum, Form form) {
    Expression result = null;
    for (SparseLinear.Weighted part : sum.terms()) {
      float coefficient = (float) part.coefficient();
      if (!Float.isFinite(coefficient)) {
        return null;
      }
      Expression term =
          Expression.of(
              Operator.MUL, constant(Numbers.shortest(coefficient)), model.term(part.term()));
      result = result == null ? term : Expression.of(Operator.ADD, result, term);
    }
    if (form == null) {
      return result;
    }
    float offset = (float) sum.offset();
    return Float.isFinite(offset)
        ? form.of(Expression.of(Operator.ADD, result, constant(Numbers.shortest(offset))))
        : null;
  }

  /** Products of powers times a sum, products of powers over a sum, and one over a sum. */
  private void factored(List<Guess> guesses) {
    double[] y = target();
    double[] inverse = new double[y.length];
    boolean whole = has(Operator.DIV);
    for (int i = 0; i < y.length; i++) {
      inverse[i] = 1 / y[i];
      whole &= Double.isFinite(inverse[i]);
    }
    if (whole) {
      sumsByKind(inverse, sum -> Expression.of(Operator.DIV, constant(1), sum), guesses);
    }
    exponentials(y, null, guesses);
    Powers powers = Powers.of(samples, settings.operators());
    if (powers == null) {
      return;
    }
    for (int i = 0; i < y.length; i++) {
      y[i] /= powers.values()[i];
      inverse[i] *= powers.values()[i];
    }
    exponentials(y, powers.product(), guesses);
    sumsByKind(y, sum -> Expression.of(Operator.MUL, powers.product(), sum), guesses);
    if (whole) {
      sumsByKind(inverse, sum -> Expression.of(Operator.DIV, powers.product(), sum), guesses);
    }
  }

  /** Exponentials of sums, times a factor unless it is null. */
  private void exponentials(double[] y, Expression factor, List<Guess> guesses) {
    SparseLinear model = Exponents.of(y, samples, library, settings);
    if (model != null) {
      Form exponential = sum -> Expression.of(Operator.EXP, sum);
      Form times = sum -> Expression.of(Operator.MUL, factor, exponential.of(sum));
      sums(model, MOST_IN_EXPONENT, factor == null ? exponential : times, guesses);
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
    SparseLinear model = new SparseLinear(target());
    for (Expression column : columns) {
      evaluate(Expression.of(Operator.DIV, column, norm));
      model.add(column, values);
    }
    List<Expression> chosen = model.pursue(MOST_TERMS).stream().map(model::term).toList();
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
