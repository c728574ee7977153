package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random formulas over two signals of six lags, g and h, and a plain column, and their rows. */
public final class MemoryFormulas {
  public static final int LAGS = 6;
  public static final Signals SIGNALS =
      new Signals(List.of(new Signal("g", 0, 2, LAGS), new Signal("h", 1, 2, LAGS)));
  public static final List<String> NAMES = names();
  public static final int COLUMNS = NAMES.size();

  private MemoryFormulas() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int lag = 0; lag < LAGS; lag++) {
      names.add("g" + lag);
      names.add("h" + lag);
    }
    names.add("age");
    return List.copyOf(names);
  }

  /** A formula of some depth with averages, of averages too, over all operators. */
  public static Expression withAverages(long seed) {
    return of(new SplittableRandom(seed), 5, Operator.PLAIN, 2, false);
  }

  /** Likewise, over operators that keep what is finite finite. */
  public static Expression tame(long seed) {
    List<Operator> tame =
        List.of(
            Operator.ADD, Operator.SUB, Operator.MUL, Operator.TANH, Operator.SQRT, Operator.LOG);
    return of(new SplittableRandom(seed), 4, tame, 2, false);
  }

  /** A formula without averages over all columns. */
  public static Expression plain(long seed) {
    return of(new SplittableRandom(seed), 5, Operator.PLAIN, 0, false);
  }

  private static Expression of(
      SplittableRandom random, int depth, List<Operator> operators, int averages, boolean inside) {
    int kind = random.nextInt(10);
    if (depth <= 1 || kind == 0) {
      return random.nextInt(5) == 0 && !inside
          ? Expression.constant((float) (4 * random.nextDouble() - 2))
          : Expression.variable(random.nextInt(inside ? 2 * LAGS : COLUMNS));
    }
    if (averages > 0 && kind < 5) {
      return Expression.of(
          random.nextBoolean() ? Operator.EMA : Operator.EMA_HAT,
          of(random, depth - 1, operators, averages - 1, true),
          Expression.constant(0.1 + 0.85 * random.nextDouble()));
    }
    Operator operator = operators.get(random.nextInt(operators.size()));
    Expression left = of(random, depth - 1, operators, averages, inside);
    return operator.arity() == 1
        ? Expression.of(operator, left)
        : Expression.of(operator, left, of(random, depth - 1, operators, averages, inside));
  }

  /** A row of all columns with values between -2 and 2. */
  public static double[] row(SplittableRandom random) {
    double[] row = new double[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      row[column] = 4 * random.nextDouble() - 2;
    }
    return row;
  }
}
