package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;
import static io.symlab.symbolic.expression.Expression.variable;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Small terms that formulas are often made of, with their values on the scoring rows: the columns,
 * each unary operator of a column, averages of signals, and products, differences and quotients of
 * two columns. What sparse models choose from, and what grows formulas where the slope says so.
 */
final class TermLibrary {
  /** Two-column terms at most; with more columns only neighbours are paired. */
  private static final int MOST_PAIRS = 240;

  private static final double[] DECAYS = {0.5, 0.9, 0.99};

  private final SearchSettings settings;
  private final Samples samples;
  private final Evaluator evaluator;
  private final List<Expression> terms = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private final List<float[]> squares = new ArrayList<>();
  private int columns;
  private int single;

  private TermLibrary(SearchSettings settings, Samples samples, Evaluator evaluator) {
    this.settings = settings;
    this.samples = samples;
    this.evaluator = evaluator;
  }

  /** The library for these rows. */
  static TermLibrary of(SearchSettings settings, Samples samples, Evaluator evaluator) {
    TermLibrary library = new TermLibrary(settings, samples, evaluator);
    for (int f = 0; f < samples.features(); f++) {
      library.add(variable(f));
    }
    library.columns = library.terms.size();
    for (int f = 0; f < samples.features(); f++) {
      library.addCurves(f);
    }
    settings.signals().signals().forEach(library::addAverages);
    library.single = library.terms.size();
    library.addPairs();
    return library;
  }

  int size() {
    return terms.size();
  }

  /** Terms that are a column alone; they come first. */
  int columns() {
    return columns;
  }

  /** Terms that read one column; they come before the others. */
  int single() {
    return single;
  }

  Expression term(int i) {
    return terms.get(i);
  }

  /** The values of a term, [rows], all finite. */
  float[] values(int i) {
    return values.get(i);
  }

  /** The squares of a term's values, [rows], all finite. */
  float[] squares(int i) {
    return squares.get(i);
  }

  private boolean has(Operator operator) {
    return settings.operators().contains(operator);
  }

  /** Keeps a term that is allowed, finite on all rows, and not the same everywhere. */
  private void add(Expression term) {
    if (!settings.allow(term) || settings.complexity(term) > settings.maxComplexity()) {
      return;
    }
    float[] out = new float[samples.rows()];
    evaluator.evaluate(settings.program(term), samples.rawColumns(), samples.rows(), out);
    float[] squared = new float[out.length];
    float sum = 0;
    boolean varies = false;
    for (int i = 0; i < out.length; i++) {
      squared[i] = out[i] * out[i];
      sum += squared[i];
      varies |= out[i] != out[0];
    }
    if (varies && Float.isFinite(sum)) {
      terms.add(term);
      values.add(out);
      squares.add(squared);
    }
  }

  /** Each unary operator of a column as it is, in its unit, and around its mean. */
  private void addCurves(int f) {
    Expression column = variable(f);
    double sum = 0;
    double squares = 0;
    float[] x = samples.column(f);
    for (int i = 0; i < samples.rows(); i++) {
      sum += x[i];
      squares += (double) x[i] * x[i];
    }
    double mean = sum / samples.rows();
    double deviation = Math.sqrt(Math.max(0, squares / samples.rows() - mean * mean));
    for (Operator operator : settings.operators()) {
      if (operator.arity() != 1 || operator == Operator.NEG) {
        continue;
      }
      add(Expression.of(operator, column));
      boolean scalesOut =
          switch (operator.kind()) {
            case SQUARE, CUBE, SQRT, ABS, SIGN, RELU, INV -> true;
            default -> false;
          };
      float unit = (float) (1 / deviation);
      if (!scalesOut && Float.isFinite(unit)) {
        add(
            Expression.of(
                operator, Expression.of(Operator.MUL, constant(Numbers.shortest(unit)), column)));
      }
      // Far from 0 a column's own shape shows around its mean only.
      if (scalesOut && has(Operator.ADD) && Math.abs(mean) > 0.5 * deviation) {
        Expression around = constant(Numbers.shortest((float) -mean));
        add(Expression.of(operator, Expression.of(Operator.ADD, column, around)));
      }
    }
  }

  private void addAverages(Signal signal) {
    Expression g = variable(signal.column(0));
    for (double b : DECAYS) {
      for (Operator average : List.of(Operator.EMA, Operator.EMA_HAT)) {
        if (has(average)) {
          add(Expression.of(average, g, constant(b)));
          if (has(Operator.SQUARE)) {
            add(Expression.of(average, Expression.of(Operator.SQUARE, g), constant(b)));
          }
        }
      }
    }
  }

  private void addPairs() {
    int all = samples.features();
    List<Operator> operators = new ArrayList<>();
    for (Operator operator : List.of(Operator.MUL, Operator.DIV, Operator.SUB)) {
      if (has(operator)) {
        operators.add(operator);
      }
    }
    int reach = operators.isEmpty() ? 0 : MOST_PAIRS / (4 * all);
    for (int i = 0; i < all; i++) {
      for (int j = i + 1; j < Math.min(all, i + 1 + reach); j++) {
        for (Operator operator : operators) {
          Expression pair = Expression.of(operator, variable(i), variable(j));
          // A difference alone is in the span of the columns, its square is not.
          if (operator != Operator.SUB) {
            add(pair);
          } else if (has(Operator.SQUARE)) {
            add(Expression.of(Operator.SQUARE, pair));
          }
          if (operator == Operator.DIV) {
            add(Expression.of(operator, variable(j), variable(i)));
          }
        }
      }
    }
  }
}
