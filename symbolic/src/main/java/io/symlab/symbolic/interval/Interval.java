package io.symlab.symbolic.interval;

import io.symlab.symbolic.expression.Operator;

/**
 * All numbers from one to another, ends included; an infinite end says that there is none. What
 * values an operator can have, given what its arguments can have (Moore 1966): never too few,
 * sometimes too many.
 *
 * <p>Where a value can be no number (0 / 0) or jumps from one end of everything to the other (1 / x
 * at 0), it is {@link #UNDEFINED}, and so is all that is made of it: a tanh around a pole leaves a
 * cliff. A pole on one side, as of 1 / x^2, may vanish again in 1 / (1 + 1 / x^2).
 */
record Interval(double low, double high) {
  static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  static Interval at(double value) {
    return new Interval(value, value);
  }

  /** The least interval with these; undefined where one of them is. */
  static Interval hull(double... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isNaN(value)) {
        return UNDEFINED;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Interval(low, high);
  }

  boolean isBounded() {
    return low > Double.NEGATIVE_INFINITY && high < Double.POSITIVE_INFINITY;
  }

  boolean isUndefined() {
    return Double.isNaN(low) || Double.isNaN(high);
  }

  boolean holds(double value) {
    return low <= value && value <= high;
  }

  Interval with(double value) {
    return hull(low, high, value);
  }

  Interval with(Interval other) {
    return hull(low, high, other.low, other.high);
  }

  /** What both hold; this one where they have nothing in common. */
  Interval meet(Interval other) {
    double from = Math.max(low, other.low);
    double to = Math.min(high, other.high);
    return from <= to ? new Interval(from, to) : this;
  }

  Interval negated() {
    return new Interval(-high, -low);
  }

  Interval plus(Interval other) {
    return new Interval(low + other.low, high + other.high);
  }

  Interval times(Interval other) {
    if ((holds(0) && !other.isBounded()) || (other.holds(0) && !isBounded())) {
      return UNDEFINED;
    }
    return hull(low * other.low, low * other.high, high * other.low, high * other.high);
  }

  /** One over it: without bound where it comes to 0, undefined where it passes it. */
  Interval inverse() {
    if (isUndefined() || (low < 0 && high > 0) || (low == 0 && high == 0)) {
      return UNDEFINED;
    }
    return new Interval(
        high == 0 ? Double.NEGATIVE_INFINITY : 1 / high,
        low == 0 ? Double.POSITIVE_INFINITY : 1 / low);
  }

  Interval size() {
    double most = Math.max(Math.abs(low), Math.abs(high));
    return new Interval(holds(0) ? 0 : Math.min(Math.abs(low), Math.abs(high)), most);
  }

  /** Of an operator that never falls. */
  private Interval rising(Operator operator) {
    return hull(operator.apply(low, 0), operator.apply(high, 0));
  }

  /** Of a sine, which may be shifted: 1 and -1 where a top or a bottom lies between the ends. */
  private Interval wave(Operator operator, double shift) {
    if (!isBounded()) {
      return UNDEFINED;
    }
    if (high - low >= 2 * Math.PI) {
      return new Interval(-1, 1);
    }
    double from = low + shift;
    double to = high + shift;
    // Not of the shifted ends: near its zeros nothing is left of a cosine that is taken so.
    Interval ends = hull(operator.apply(low, 0), operator.apply(high, 0));
    ends = passes(from, to, Math.PI / 2, 2 * Math.PI) ? ends.with(1) : ends;
    return passes(from, to, -Math.PI / 2, 2 * Math.PI) ? ends.with(-1) : ends;
  }

  /** Whether a point, or one that is whole periods from it, lies between; so if there is no end. */
  private static boolean passes(double from, double to, double point, double period) {
    return !(point + period * Math.ceil((from - point) / period) > to);
  }

  /** The values of a unary operator. */
  Interval of(Operator operator) {
    return switch (operator.kind()) {
      case NEG -> negated();
      case ABS -> size();
      case SQUARE, COSH -> size().rising(operator);
      case SQRT, LOG -> size().rising(operator);
      // Beyond where asin and acos are defined their ends are no numbers: the hull is undefined.
      case SIGN, CUBE, EXP, TANH, SINH, ASINH, ERF, RELU, ASIN, ATAN -> rising(operator);
      case ERFC, ACOS -> hull(operator.apply(low, 0), operator.apply(high, 0));
      case TAN -> passes(low, high, Math.PI / 2, Math.PI) ? UNDEFINED : rising(operator);
      case SIN -> wave(operator, 0);
      case COS -> wave(operator, Math.PI / 2);
      case INV -> inverse();
      default -> UNDEFINED;
    };
  }

  /** The values of a binary operator that is no average. */
  Interval of(Operator operator, Interval other) {
    return switch (operator.kind()) {
      case ADD -> plus(other);
      case SUB -> plus(other.negated());
      case MUL -> times(other);
      case DIV -> times(other.inverse());
      case MAX -> hull(Math.max(low, other.low), Math.max(high, other.high));
      case MIN -> hull(Math.min(low, other.low), Math.min(high, other.high));
      case GREATER -> known(other, new Interval(0, 1));
      case ATAN2 -> known(other, new Interval(-Math.PI, Math.PI));
      case POW -> power(other);
      default -> UNDEFINED;
    };
  }

  private Interval known(Interval other, Interval values) {
    return isUndefined() || other.isUndefined() ? UNDEFINED : values;
  }

  /** sign(x) |x|^y. */
  private Interval power(Interval exponent) {
    Interval size = size();
    if (low < 0 && high > 0 && exponent.low < 0) {
      return UNDEFINED;
    }
    Interval sizes =
        hull(
            Math.pow(size.low, exponent.low),
            Math.pow(size.low, exponent.high),
            Math.pow(size.high, exponent.low),
            Math.pow(size.high, exponent.high));
    Interval signed = low >= 0 ? sizes : high <= 0 ? sizes.negated() : sizes.with(sizes.negated());
    return holds(0) ? signed.with(0) : signed;
  }
}
