package io.symlab.symbolic.expression;

import java.math.BigDecimal;
import java.math.MathContext;

/** How constants are written. */
public final class Numbers {
  /** What is smaller is written with a power of ten, as is what is larger than the next. */
  private static final double LEAST_PLAIN = 1e-4;

  private static final double MOST_PLAIN = 1e10;

  private Numbers() {}

  /**
   * @param digits significant digits; 0 for as many as it takes to read the same double back
   */
  public static String print(double value, int digits) {
    double shown = digits > 0 ? round(value, digits) : value;
    String text = Double.toString(shown);
    int power = text.indexOf('E');
    if (power < 0) {
      return text;
    }
    double size = Math.abs(shown);
    if (size < LEAST_PLAIN || size >= MOST_PLAIN) {
      return text.substring(0, power) + 'e' + text.substring(power + 1);
    }
    String plain = new BigDecimal(text).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  /** The same for reading: whole numbers without a fraction. */
  public static String readable(double value) {
    String text = print(value, 0);
    String mantissa = text.replaceFirst("e.*", "");
    return mantissa.endsWith(".0")
        ? mantissa.substring(0, mantissa.length() - 2) + text.substring(mantissa.length())
        : text;
  }

  public static double round(double value, int digits) {
    return value == 0 || !Double.isFinite(value)
        ? value
        : new BigDecimal(value).round(new MathContext(digits)).doubleValue();
  }

  /** The double with the fewest digits that stands for the same float. */
  public static double shortest(double value) {
    float single = (float) value;
    return Float.isFinite(single) ? Double.parseDouble(Float.toString(single)) : value;
  }

  /**
   * A float that was widened to a double, such as 0.30000001192092896, as the shortest number that
   * is this float, 0.3; any other number as it is.
   */
  public static double brief(double value) {
    return value == (float) value ? shortest(value) : value;
  }

  /** A decay, rounded to four digits of what it lacks of 1, so that none is rounded to 1. */
  public static String decay(double value) {
    BigDecimal lack = new BigDecimal(1 - value).round(new MathContext(4));
    return BigDecimal.ONE.subtract(lack).stripTrailingZeros().toPlainString();
  }

  /** Decimal mantissa and exponent for typesetting, e.g. {"1.5", "-7"}; exponent "" when plain. */
  public static String[] scientific(double rounded) {
    if (!Double.isFinite(rounded)) {
      return new String[] {Double.toString(rounded), ""};
    }
    double magnitude = Math.abs(rounded);
    boolean whole = rounded == Math.rint(rounded) && magnitude % 1000 != 0;
    if (rounded == 0 || (magnitude >= 1e-3 && magnitude < (whole ? 1e7 : 1e5))) {
      String plain = new BigDecimal(Double.toString(rounded)).toPlainString();
      return new String[] {
        plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain, ""
      };
    }
    int exponent = (int) Math.floor(Math.log10(magnitude));
    BigDecimal mantissa =
        new BigDecimal(Double.toString(rounded)).scaleByPowerOfTen(-exponent).stripTrailingZeros();
    return new String[] {mantissa.toPlainString(), Integer.toString(exponent)};
  }
}
