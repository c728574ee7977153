package io.symlab.symbolic;

/**
 * All numbers from one to another, ends included; an infinite end says that there is none. What
 * values an operator can have, given what its arguments can have (Moore 1966): never too few,
 * sometimes too many.
 */
record Interval(double low, double high) {
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Interval at(double value) {
    return new Interval(value, value);
  }

  /** The least interval with these; anything at all where one of them is no number. */
  static Interval hull(double... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isNaN(value)) {
        return ALL;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Interval(low, high);
  }

  boolean isBounded() {
    return low > Double.NEGATIVE_INFINITY && high < Double.POSITIVE_INFINITY;
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

  Interval negated() {
    return new Interval(-high, -low);
  }

  Interval plus(Interval other) {
    return new Interval(low + other.low, high + other.high);
  }

  Interval times(Interval other) {
    return hull(
        product(low, other.low),
        product(low, other.high),
        product(high, other.low),
        product(high, other.high));
  }

  /** An end is approached, not reached: nothing times ever more is nothing. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** One over it: without bound where it holds 0. */
  Interval inverse() {
    if (low < 0 && high > 0 || low == 0 && high == 0) {
      return ALL;
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

  /** Of the sine of a shifted argument: 1 and -1 where a top or a bottom lies between the ends. */
  private Interval wave(double shift) {
    if (!isBounded() || high - low >= 2 * Math.PI) {
      return new Interval(-1, 1);
    }
    double from = low + shift;
    double to = high + shift;
    Interval ends = hull(Math.sin(from), Math.sin(to));
    ends = reaches(from, to, Math.PI / 2) ? ends.with(1) : ends;
    return reaches(from, to, -Math.PI / 2) ? ends.with(-1) : ends;
  }

  private static boolean reaches(double from, double to, double point) {
    double turns = Math.ceil((from - point) / (2 * Math.PI));
    return point + 2 * Math.PI * turns <= to;
  }

  /** The values of a unary operator. */
  Interval of(Operator operator) {
    return switch (operator) {
      case NEG -> negated();
      case ABS -> size();
      case SQUARE, COSH -> size().rising(operator);
      case SQRT, LOG -> size().rising(operator);
      case SIGN, CUBE, EXP, TANH, SINH, ASINH, ERF, RELU -> rising(operator);
      case ERFC -> hull(operator.apply(low, 0), operator.apply(high, 0));
      case SIN -> wave(0);
      case COS -> wave(Math.PI / 2);
      case INV -> inverse();
      default -> ALL;
    };
  }

  /** The values of a binary operator that is no average. */
  Interval of(Operator operator, Interval other) {
    return switch (operator) {
      case ADD -> plus(other);
      case SUB -> plus(other.negated());
      case MUL -> times(other);
      case DIV -> times(other.inverse());
      case MAX -> new Interval(Math.max(low, other.low), Math.max(high, other.high));
      case MIN -> new Interval(Math.min(low, other.low), Math.min(high, other.high));
      case GREATER -> new Interval(0, 1);
      case ATAN2 -> new Interval(-Math.PI, Math.PI);
      case POW -> power(other);
      default -> ALL;
    };
  }

  /** sign(x) |x|^y. */
  private Interval power(Interval exponent) {
    Interval size = size();
    if (size.low == 0 && exponent.low < 0) {
      return ALL;
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
