package io.symlab.symbolic.expression;

import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns are the last values of one signal: what gives formulas a memory. Where columns g0
 * (newest) ... g19 are declared as the signal g, a formula may use {@code ema(expression, b)}, the
 * exponential moving average of an expression over the signal's window, and {@code ema_hat}, the
 * same with bias correction.
 *
 * <p>With L lags, e_j the expression j steps back (every column in it read j lags further back,
 * beyond the window 0), and b the decay between 0 and 1,
 *
 * <pre>
 *   m_L = 0,   m_j = b m_{j+1} + (1 - b) e_j,   ema = m_0,   ema_hat = m_0 / (1 - b^L).
 * </pre>
 *
 * Under another average, at shift j, the window is the L - j older steps, so that ema_hat divides
 * by 1 - b^(L-j). That is what an optimizer that carries one number per average computes in its
 * L-th step.
 *
 * @param signals with equal numbers of lags, none sharing a column
 */
public record Signals(List<Signal> signals) {
  /** Only columns that have nothing to do with each other. */
  public static final Signals NONE = new Signals(List.of());

  /** The text's name of the lag operator, {@code lag(g, 3)}. */
  public static final String LAG = "lag";

  /**
   * One signal: lag j is column first + j * stride.
   *
   * @param name how text calls it
   * @param first column of the newest value
   * @param stride columns from one lag to the next
   * @param lags columns, 1 or more
   */
  public record Signal(String name, int first, int stride, int lags) {
    public Signal {
      if (first < 0 || stride < 1 || lags < 1) {
        throw new IllegalArgumentException(
            "a signal needs a first column from 0, a stride and lags from 1");
      }
    }

    /** How many steps back a column is; -1 when it is not of this signal. */
    public int lagOf(int column) {
      int offset = column - first;
      return offset >= 0 && offset % stride == 0 && offset / stride < lags ? offset / stride : -1;
    }

    /** The column of a lag. */
    public int column(int lag) {
      return first + lag * stride;
    }
  }

  public Signals {
    signals = List.copyOf(signals);
    List<Integer> taken = new ArrayList<>();
    for (Signal signal : signals) {
      if (signal.lags() != signals.get(0).lags()) {
        throw new IllegalArgumentException(
            "signals must have equally many lags: "
                + signals.get(0).name()
                + " has "
                + signals.get(0).lags()
                + ", "
                + signal.name()
                + " has "
                + signal.lags());
      }
      for (int lag = 0; lag < signal.lags(); lag++) {
        if (taken.contains(signal.column(lag))) {
          throw new IllegalArgumentException(
              "column " + signal.column(lag) + " is in two signals, one of them " + signal.name());
        }
        taken.add(signal.column(lag));
      }
    }
  }

  /** Whether no signal is declared. */
  public boolean isEmpty() {
    return signals.isEmpty();
  }

  /** Lags of each signal; 0 when there is none. */
  public int lags() {
    return signals.isEmpty() ? 0 : signals.get(0).lags();
  }

  /** The signal that a column belongs to, or null. */
  public Signal of(int column) {
    for (Signal signal : signals) {
      if (signal.lagOf(column) >= 0) {
        return signal;
      }
    }
    return null;
  }

  /** The column this many lags behind another of the same signal; -1 beyond the window. */
  public int shifted(int column, int by) {
    Signal signal = of(column);
    int lag = signal.lagOf(column) + by;
    return lag < signal.lags() ? signal.column(lag) : -1;
  }

  /**
   * Whether a formula's averages make sense here: each over an expression that reads signals and no
   * other column, with a constant decay between 0 and 1.
   */
  public boolean allow(Expression expression) {
    return allow(expression, false);
  }

  private boolean allow(Expression expression, boolean averaged) {
    if (expression instanceof Unary unary) {
      return allow(unary.argument(), averaged);
    }
    if (expression instanceof Binary binary) {
      if (!binary.operator().isAverage()) {
        return allow(binary.left(), averaged) && allow(binary.right(), averaged);
      }
      return isDecay(binary.right()) && !binary.left().isConstant() && allow(binary.left(), true);
    }
    return !averaged || !(expression instanceof Variable variable) || of(variable.index()) != null;
  }

  /**
   * How text calls each column: a signal's newest value by the signal's name, an older one {@code
   * lag(g, 3)}, a column of no signal by its own name.
   *
   * @param columns the columns' own names, by index
   */
  public List<String> names(List<String> columns) {
    List<String> names = new ArrayList<>(columns);
    for (Signal signal : signals) {
      for (int lag = 0; lag < signal.lags(); lag++) {
        names.set(
            signal.column(lag),
            lag == 0 ? signal.name() : LAG + "(" + signal.name() + ", " + lag + ")");
      }
    }
    return names;
  }

  public static boolean isDecay(Expression expression) {
    return expression instanceof Constant c && c.value() > 0 && c.value() < 1;
  }

  /**
   * The value of a formula at one row in double precision: the slow, obvious evaluation.
   *
   * @throws IllegalArgumentException when the formula has an average that is not {@link #allow}ed
   */
  public double evaluate(Expression expression, double[] row) {
    require(expression);
    return value(expression, row, 0);
  }

  /** Throws where a formula's averages make no sense here. */
  public void require(Expression expression) {
    if (!allow(expression)) {
      throw new IllegalArgumentException(
          "the formula averages what is no signal, or with a decay that is not between 0 and 1");
    }
  }

  /**
   * The same formula without averages, each written out as a sum over the window; null when it
   * would have more nodes than allowed.
   *
   * @throws IllegalArgumentException when the formula has an average that is not {@link #allow}ed
   */
  public Expression unrolled(Expression expression, int mostNodes) {
    require(expression);
    return new WindowSums(this, mostNodes).of(expression);
  }

  private double value(Expression expression, double[] row, int shift) {
    if (expression instanceof Constant constant) {
      return constant.value();
    }
    if (expression instanceof Variable variable) {
      int column = shift == 0 ? variable.index() : shifted(variable.index(), shift);
      return column < 0 ? 0 : row[column];
    }
    if (expression instanceof Unary unary) {
      return unary.operator().apply(value(unary.argument(), row, shift), 0);
    }
    Binary binary = (Binary) expression;
    if (!binary.operator().isAverage()) {
      return binary
          .operator()
          .apply(value(binary.left(), row, shift), value(binary.right(), row, shift));
    }
    double b = ((Constant) binary.right()).value();
    double mean = 0;
    for (int j = lags() - 1; j >= shift; j--) {
      mean = b * mean + (1 - b) * value(binary.left(), row, j);
    }
    return binary.operator() == Operator.EMA_HAT ? mean / (1 - Math.pow(b, lags() - shift)) : mean;
  }
}
