package io.symlab.symbolic.interval;

import io.symlab.symbolic.expression.Operator;

/**
 * All numbers from one to another, ends included; an infinite end says that there is none. What
 * values an operator can have, given what its arguments can have (Moore 1966): never too few,
 * sometimes too many.
 *
 * <p>Every value is rounded outward, so that what floats and doubles make of it lies inside, too:
 * sums, products and kernels round, what is too large for floats is infinite to them, what is too
 * small is 0.
 *
 * <p>Where a value can be no number (0 / 0) or jumps from one end of everything to the other (1 / x
 * at 0), it is {@link #UNDEFINED}, and so is all that is made of it: a tanh around a pole leaves a
 * cliff. A pole on one side, as of 1 / x^2, may vanish again in 1 / (1 + 1 / x^2).
 */
record Interval(double low, double high) {
  static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  /**
   * Of a value, how far kernels may be from it: twice the largest error of any ({@link
   * io.symlab.symbolic.kernels.KernelSet}).
   */
  private static final double ROUNDING = 1e-6;

  /** Where floats are denormal, or the exponential stays where it is. */
  private static final double TINY = 2e-38;

  /** Near their zeros circular functions are so far from what they should be, in ulps of 1. */
  private static final double ROUNDING_OF_ANGLES = 2e-9;

  /** What may come together before an angle is taken of it. */
  private static final double ROUNDING_ON_CIRCLE = 1e-5;

  /** Of an average: it adds up one rounding per step that it remembers, some hundreds. */
  private static final double ROUNDING_OF_AVERAGES = 1e-4;

  /** From here on no double tells the angle within its period. */
  private static final double LARGEST_ANGLE = 1e8;

  /** A constant, or the float that stands for it. */
  static Interval at(double value) {
    return hull(value, (float) value);
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

  /**
   * With all that is computed of these numbers: rounding keeps to its side of 0, and leaves 0 as it
   * is.
   */
  private Interval rounded() {
    if (isUndefined()) {
      return UNDEFINED;
    }
    return new Interval(-above(-low), above(high));
  }

  /** The largest number that may be computed for one. */
  private static double above(double value) {
    if (value == 0 || Double.isInfinite(value)) {
      return value;
    }
    double more = value + ROUNDING * Math.abs(value) + TINY;
    return value < 0 ? Math.min(0, more) : more > Float.MAX_VALUE ? Double.POSITIVE_INFINITY : more;
  }

  /** The same by some more to either side, across 0. */
  private Interval wider(double by) {
    return isUndefined() ? UNDEFINED : new Interval(low - by, high + by);
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

  /** Of an operator that never falls, or never rises. */
  private Interval monotone(Operator operator) {
    return hull(operator.apply(low, 0), operator.apply(high, 0));
  }

  /** Of exponentials: where doubles give 0 floats may give their least number. */
  private Interval aboveZero() {
    return isUndefined() ? UNDEFINED : new Interval(low, Math.max(high, TINY));
  }

  /** Without what lies beyond 1 or -1 by no more than rounding. */
  private Interval onCircle() {
    boolean rounding = low > -1 - ROUNDING_ON_CIRCLE && high < 1 + ROUNDING_ON_CIRCLE;
    return rounding ? unit() : this;
  }

  /** Of a sine, which may be shifted: 1 and -1 where a top or a bottom lies between the ends. */
  private Interval wave(Operator operator, double shift) {
    if (!isBounded()) {
      return UNDEFINED;
    }
    if (high - low >= 2 * Math.PI || isBeyondAngles()) {
      return new Interval(-1, 1).rounded();
    }
    // Not of the shifted ends: near its zeros nothing is left of a cosine that is taken so.
    Interval ends =
        hull(operator.apply(low, 0), operator.apply(high, 0)).rounded().wider(ROUNDING_OF_ANGLES);
    ends = passes(Math.PI / 2 - shift, 2 * Math.PI) ? ends.with(1) : ends;
    ends = passes(-Math.PI / 2 - shift, 2 * Math.PI) ? ends.with(-1) : ends;
    return ends.unit().rounded();
  }

  /** Without what lies beyond 1 or -1. */
  private Interval unit() {
    return isUndefined() ? UNDEFINED : new Interval(Math.max(-1, low), Math.min(1, high));
  }

  private Interval tangent() {
    if (isBeyondAngles() || passes(Math.PI / 2, Math.PI)) {
      return UNDEFINED;
    }
    Interval ends = monotone(Operator.TAN).rounded();
    // Its error is that of the cosine below it.
    double most = Math.max(Math.abs(ends.low), Math.abs(ends.high));
    return ends.wider(ROUNDING_OF_ANGLES * (1 + most * most));
  }

  private boolean isBeyondAngles() {
    return !(low > -LARGEST_ANGLE && high < LARGEST_ANGLE);
  }

  /** Whether a point, or one that is whole periods from it, lies inside or next to it. */
  private boolean passes(double point, double period) {
    double next = point + period * Math.ceil((low - point) / period);
    double slack = ROUNDING_OF_ANGLES * (1 + Math.abs(next));
    return next <= high + slack || next - period >= low - slack;
  }

  /** Of an average over a window: between 0, where the window begins, and what is averaged. */
  Interval averaged() {
    Interval all = with(0);
    return new Interval(
        all.low * (1 + ROUNDING_OF_AVERAGES), all.high * (1 + ROUNDING_OF_AVERAGES));
  }

  /** The values of a unary operator. */
  Interval of(Operator operator) {
    return switch (operator.kind()) {
      case NEG -> negated();
      case ABS -> size();
      case SIGN, RELU -> monotone(operator);
      case SQUARE, COSH, SQRT, LOG -> size().monotone(operator).rounded();
      case EXP -> monotone(operator).aboveZero().rounded();
      case CUBE, SINH, ASINH, ATAN, ERFC -> monotone(operator).rounded();
      case TANH, ERF -> monotone(operator).rounded().unit();
      // Beyond 1 their ends are no numbers: the hull is undefined.
      case ASIN, ACOS -> onCircle().monotone(operator).rounded();
      case TAN -> tangent();
      case SIN -> wave(operator, 0);
      case COS -> wave(operator, Math.PI / 2);
      case INV -> inverse().rounded();
      default -> UNDEFINED;
    };
  }

  /** The values of a binary operator that is no average. */
  Interval of(Operator operator, Interval other) {
    return switch (operator.kind()) {
      case ADD -> plus(other).rounded();
      case SUB -> plus(other.negated()).rounded();
      case MUL -> times(other).rounded();
      case DIV -> times(other.inverse().rounded()).rounded();
      case MAX -> hull(Math.max(low, other.low), Math.max(high, other.high));
      case MIN -> hull(Math.min(low, other.low), Math.min(high, other.high));
      case GREATER -> known(other, new Interval(0, 1));
      case ATAN2 -> known(other, new Interval(-Math.PI, Math.PI).rounded());
      case POW -> power(other).rounded();
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
    sizes = size.high > 0 ? sizes.aboveZero() : sizes;
    Interval signed = low >= 0 ? sizes : high <= 0 ? sizes.negated() : sizes.with(sizes.negated());
    return holds(0) ? signed.with(0) : signed;
  }
}
