package io.symlab.symbolic.interval;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.program.DoubleEvaluator;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Between which values a formula can lie where data like that at hand may come from: the box of all
 * columns' ranges, each widened by a tenth, or by what its tail lets expect. A formula with a pole
 * in there fits the rows beside it by chance and explodes on the next ones.
 *
 * <p>A box holds more than data do: in it all columns may be 0 at once. So a divisor is asked
 * twice, whether it can be 0 in the box, and whether its own values on the rows come so near to 0
 * that the next one may be 0. Not thread-safe.
 */
public final class Bounds {
  /** Share of a column's range by which it is widened to either side. */
  private static final double WIDENED = 0.1;

  /**
   * A column that keeps to one side of 0 comes closer to it by this factor at most, if it is
   * further from it than its numbers there are from each other; else it may come to 0, and not
   * beyond.
   */
  private static final double CLOSER = 0.5;

  private static final double FAR = 3;

  /** How many gaps between a column's least numbers tell how far they are apart. */
  private static final int NEIGHBOURS = 8;

  /** With few rows fewer do. */
  private static final int ROWS_FOR_NEIGHBOUR = 32;

  /**
   * Boxes that a box is parted into, one column at a time, before a formula counts as unbounded.
   */
  private static final int MOST_BOXES = 128;

  /** Where boxes are parted: at no round number, lest a jump fall between two boxes. */
  private static final double PARTED_AT = 0.4771;

  /** How many times y's range a formula may reach beyond it. */
  private static final double FAR_OUT = 10_000;

  private final Signals signals;
  private final Interval[] box;
  private final Interval reach;
  private final Samples rows;
  private final Evaluator evaluator;
  private final DoubleEvaluator exact = new DoubleEvaluator();
  private final float[] values;

  /** Of the formula at hand: what divisors keep to on the rows. */
  private final Map<Expression, Interval> divisors = new HashMap<>();

  private Bounds(
      Signals signals, Interval[] box, Interval reach, Samples rows, Evaluator evaluator) {
    this.signals = signals;
    this.box = box;
    this.reach = reach;
    this.rows = rows;
    this.evaluator = evaluator;
    this.values = new float[rows.rows()];
  }

  /**
   * The box of these rows.
   *
   * @param some of them, whose divisors are looked at
   */
  public static Bounds of(Samples samples, Samples some, Signals signals, Evaluator evaluator) {
    Interval[] box = new Interval[samples.features()];
    for (int f = 0; f < box.length; f++) {
      box[f] = widened(sorted(Arrays.copyOf(samples.rawColumns()[f], samples.rows())));
    }
    float[] y = Arrays.copyOf(samples.target(), samples.rows());
    Arrays.sort(y);
    double range = (double) y[y.length - 1] - y[0];
    // A y that does not vary says nothing about how far a formula may reach.
    double beyond = range > 0 ? FAR_OUT * range : Double.MAX_VALUE;
    Interval reach = new Interval(y[0] - beyond, y[y.length - 1] + beyond);
    return new Bounds(signals, box, reach, some, evaluator);
  }

  private static double[] sorted(float[] numbers) {
    double[] sorted = new double[numbers.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = numbers[i];
    }
    return sorted(sorted);
  }

  private static double[] sorted(double[] numbers) {
    Arrays.sort(numbers);
    return numbers;
  }

  private static Interval widened(double[] sorted) {
    int last = sorted.length - 1;
    double low = sorted[0];
    double high = sorted[last];
    double by = WIDENED * (high - low);
    // Numbers with a tail go on beyond the largest as they do before it.
    int tail = Math.min(NEIGHBOURS, last / ROWS_FOR_NEIGHBOUR);
    double from = low - Math.max(by, sorted[tail] - low);
    double to = high + Math.max(by, high - sorted[last - tail]);
    if (low >= 0 && from < CLOSER * low) {
      from = low > FAR * gap(sorted, 0, 1) ? CLOSER * low : 0;
    }
    if (high <= 0 && to > CLOSER * high) {
      to = -high > FAR * gap(sorted, last, -1) ? CLOSER * high : 0;
    }
    return new Interval(from, to);
  }

  /** How far apart the outermost different numbers are on average. */
  private static double gap(double[] sorted, int from, int step) {
    int gaps = 0;
    int at = from;
    for (int i = from; i >= 0 && i < sorted.length && gaps < NEIGHBOURS; i += step) {
      if (sorted[i] != sorted[at]) {
        gaps++;
        at = i;
      }
    }
    return gaps == 0 ? 0 : Math.abs(sorted[at] - sorted[from]) / gaps;
  }

  /** Whether a formula has no pole in the box and stays within ten thousand of y's ranges there. */
  public boolean isSafe(Expression formula) {
    Interval values = of(formula);
    return values.isBounded() && reach.low() <= values.low() && values.high() <= reach.high();
  }

  /** The values that a formula can have in the box, or some more. */
  Interval of(Expression formula) {
    divisors.clear();
    Interval whole = of(formula, box, false);
    if (whole.isBounded()) {
      return whole;
    }
    Set<Integer> columns = new TreeSet<>();
    formula.forEachVariable(columns::add);
    return columns.isEmpty() ? whole : parted(formula, box, columns, MOST_BOXES);
  }

  /** The same by halves: an argument that occurs twice is one, which the whole box can't tell. */
  private Interval parted(Expression formula, Interval[] box, Set<Integer> columns, int boxes) {
    Interval whole = of(formula, box, false);
    if (whole.isBounded() || boxes < 2) {
      return whole;
    }
    int widest = -1;
    double most = 0;
    for (int column : columns) {
      double share = share(box, column);
      if (share > most) {
        most = share;
        widest = column;
      }
    }
    if (widest < 0) {
      return whole;
    }
    Interval range = box[widest];
    double middle = range.low() + PARTED_AT * (range.high() - range.low());
    Interval[] half = box.clone();
    half[widest] = new Interval(range.low(), middle);
    Interval below = parted(formula, half, columns, boxes / 2);
    if (!below.isBounded()) {
      return whole;
    }
    half[widest] = new Interval(middle, range.high());
    Interval above = parted(formula, half, columns, boxes / 2);
    return above.isBounded() ? below.with(above) : whole;
  }

  private double share(Interval[] part, int column) {
    double whole = box[column].high() - box[column].low();
    return whole > 0 ? (part[column].high() - part[column].low()) / whole : 0;
  }

  private Interval of(Expression node, Interval[] box, boolean wide) {
    if (node instanceof Constant constant) {
      return Interval.at(constant.value());
    }
    if (node instanceof Variable variable) {
      return wide ? window(variable.index(), box) : box[variable.index()];
    }
    Operator operator = Trees.operator(node);
    if (operator != null && operator.isOwn()) {
      return own(operator.body(), Trees.arguments(node), box, wide);
    }
    if (node instanceof Unary unary) {
      Interval argument = of(unary.argument(), box, wide);
      if (unary.operator() == Operator.INV) {
        argument = divisor(unary.argument(), argument, wide);
      }
      return argument.of(unary.operator());
    }
    Binary binary = (Binary) node;
    if (binary.operator().isAverage()) {
      return of(binary.left(), box, true).averaged();
    }
    Interval left = of(binary.left(), box, wide);
    if (binary.operator() == Operator.MUL && binary.left().equals(binary.right())) {
      return left.of(Operator.SQUARE);
    }
    Interval right = of(binary.right(), box, wide);
    if (binary.operator() == Operator.DIV) {
      right = divisor(binary.right(), right, wide);
    } else if (binary.operator() == Operator.POW && right.low() < 0) {
      left = divisor(binary.left(), left, wide);
    }
    return left.of(binary.operator(), right);
  }

  /**
   * What an operator of one's own can be: its definition over what its arguments can be, each
   * looked at once.
   */
  private Interval own(Expression body, List<Expression> arguments, Interval[] box, boolean wide) {
    Interval[] given = new Interval[arguments.size()];
    for (int i = 0; i < given.length; i++) {
      given[i] = of(arguments.get(i), box, wide);
    }
    return within(body, arguments, given, wide);
  }

  private Interval within(
      Expression node, List<Expression> arguments, Interval[] given, boolean wide) {
    if (node instanceof Constant constant) {
      return Interval.at(constant.value());
    }
    if (node instanceof Variable variable) {
      return given[variable.index()];
    }
    if (node instanceof Unary unary) {
      Interval argument = within(unary.argument(), arguments, given, wide);
      if (unary.operator() == Operator.INV) {
        Expression whole = OwnOperators.replaced(unary.argument(), arguments);
        argument = divisor(whole, argument, wide);
      }
      return argument.of(unary.operator());
    }
    Binary binary = (Binary) node;
    Interval left = within(binary.left(), arguments, given, wide);
    if (binary.operator() == Operator.MUL && binary.left().equals(binary.right())) {
      return left.of(Operator.SQUARE);
    }
    Interval right = within(binary.right(), arguments, given, wide);
    if (binary.operator() == Operator.DIV) {
      right = divisor(OwnOperators.replaced(binary.right(), arguments), right, wide);
    } else if (binary.operator() == Operator.POW && right.low() < 0) {
      left = divisor(OwnOperators.replaced(binary.left(), arguments), left, wide);
    }
    return left.of(binary.operator(), right);
  }

  /** What a divisor can be, by the box and by its values on the rows. */
  private Interval divisor(Expression node, Interval inBox, boolean wide) {
    return wide || !inBox.holds(0)
        ? inBox
        : inBox.meet(divisors.computeIfAbsent(node, this::onRows));
  }

  /** By its values in floats and in doubles, which near 0 may have little in common. */
  private Interval onRows(Expression node) {
    Program program = Program.of(node, signals);
    evaluator.evaluate(program, rows.rawColumns(), rows.rows(), values);
    double[] precise = new double[values.length];
    if (rows.hasDoubles()) {
      exact.evaluate(program, rows.doubleColumns(), rows.rows(), precise);
    } else {
      exact.evaluate(program, rows.rawColumns(), rows.rows(), precise);
    }
    return apart(sorted(values)).with(apart(sorted(precise)));
  }

  /** Where numbers like these keep away from 0: what they may come to. */
  private static Interval apart(double[] sorted) {
    int last = sorted.length - 1;
    if (sorted[0] > FAR * gap(sorted, 0, 1)) {
      return new Interval(CLOSER * sorted[0], Double.POSITIVE_INFINITY);
    }
    if (-sorted[last] > FAR * gap(sorted, last, -1)) {
      return new Interval(Double.NEGATIVE_INFINITY, CLOSER * sorted[last]);
    }
    return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A column of a signal at any lag, or beyond the window. */
  private Interval window(int column, Interval[] box) {
    Signal signal = signals.of(column);
    if (signal == null) {
      return box[column];
    }
    Interval all = Interval.at(0);
    for (int lag = 0; lag < signal.lags(); lag++) {
      all = all.with(box[signal.column(lag)]);
    }
    return all;
  }
}
