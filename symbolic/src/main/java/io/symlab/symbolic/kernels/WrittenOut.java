package io.symlab.symbolic.kernels;

import java.util.Set;

/**
 * The kernels' functions as sequences of elementary operations, for whoever makes loops of whole
 * formulas: written a second time, with the same bits as {@link KernelSet}'s kernels (but for those
 * of a NaN).
 */
public final class WrittenOut {
  private static final Set<String> UNARY =
      Set.of(
          "NEG", "ABS", "SIGN", "SQUARE", "CUBE", "SQRT", "RELU", "INV", "EXP", "TANH", "SINH",
          "COSH", "LOG", "ASINH", "ERF", "ERFC", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN");

  private static final Set<String> BINARY =
      Set.of("ADD", "SUB", "MUL", "DIV", "MAX", "MIN", "GREATER", "ATAN2", "POW");

  private WrittenOut() {}

  /** Whether there is a function for an operator, by its name. */
  public static boolean knows(String operator) {
    return UNARY.contains(operator) || BINARY.contains(operator);
  }

  /**
   * A function of one argument.
   *
   * @param operator by its name
   * @throws IllegalArgumentException when there is none
   */
  public static <V> V unary(String operator, Lanes<V> lanes, V x) {
    return switch (operator) {
      case "NEG" -> lanes.neg(x);
      case "ABS" -> lanes.abs(x);
      case "SIGN" -> sign(lanes, x);
      case "SQUARE" -> lanes.mul(x, x);
      case "CUBE" -> lanes.mul(lanes.mul(x, x), x);
      case "SQRT" -> lanes.sqrt(lanes.abs(x));
      case "RELU" -> lanes.max(x, lanes.literal(0f));
      case "INV" -> lanes.div(lanes.literal(1f), x);
      case "EXP" -> WrittenExponentials.exp(lanes, x);
      case "TANH" -> WrittenExponentials.tanh(lanes, x);
      case "SINH" -> WrittenExponentials.sinh(lanes, x);
      case "COSH" -> WrittenExponentials.cosh(lanes, x);
      case "LOG" -> WrittenLogarithms.log(lanes, x);
      case "ASINH" -> WrittenLogarithms.asinh(lanes, x);
      case "ERF" -> WrittenExponentials.erf(lanes, x);
      case "ERFC" -> WrittenExponentials.erfc(lanes, x);
      case "SIN" -> WrittenAngles.sin(lanes, x);
      case "COS" -> WrittenAngles.cos(lanes, x);
      case "TAN" -> WrittenAngles.tan(lanes, x);
      case "ASIN" -> WrittenAngles.asin(lanes, x);
      case "ACOS" -> WrittenAngles.acos(lanes, x);
      case "ATAN" -> WrittenAngles.atan(lanes, x);
      default -> throw new IllegalArgumentException("no function " + operator);
    };
  }

  /**
   * A function of two arguments.
   *
   * @param operator by its name
   * @throws IllegalArgumentException when there is none
   */
  public static <V> V binary(String operator, Lanes<V> lanes, V x, V y) {
    return switch (operator) {
      case "ADD" -> lanes.add(x, y);
      case "SUB" -> lanes.sub(x, y);
      case "MUL" -> lanes.mul(x, y);
      case "DIV" -> lanes.div(x, y);
      case "MAX" -> lanes.max(x, y);
      case "MIN" -> lanes.min(x, y);
      case "GREATER" -> greater(lanes, x, y);
      case "ATAN2" -> WrittenAngles.atan2(lanes, x, y);
      case "POW" -> lanes.mul(WrittenPowers.power(lanes, x, y), sign(lanes, x));
      default -> throw new IllegalArgumentException("no function " + operator);
    };
  }

  private static <V> V sign(Lanes<V> lanes, V x) {
    V zero = lanes.literal(0f);
    V up = lanes.less(zero, x, lanes.literal(1f), x);
    return lanes.less(x, zero, lanes.literal(-1f), up);
  }

  private static <V> V greater(Lanes<V> lanes, V x, V y) {
    V not = lanes.lessOrEqual(x, y, lanes.literal(0f), lanes.literal(Float.NaN));
    return lanes.less(y, x, lanes.literal(1f), not);
  }

  /** |x| of the first, sign of the second, as {@link Bits#copySign}. */
  static <V> V copySign(Lanes<V> lanes, V magnitude, V sign) {
    return lanes.bitsOr(lanes.bitsAnd(magnitude, ~Bits.SIGN), lanes.bitsAnd(sign, Bits.SIGN));
  }

  /** A polynomial, the highest coefficient first. */
  static <V> V polynomial(Lanes<V> lanes, V x, float... coefficients) {
    V value = lanes.literal(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      value = lanes.fma(value, x, lanes.literal(coefficients[i]));
    }
    return value;
  }
}
