package io.symlab.symbolic.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a cell of a .csv file as a number. Most cells take a short way without any object; the
 * result is that of {@code Double.parseDouble}, to the last bit.
 */
final class CsvNumber {
  private static final double[] TENS = new double[23];

  static final Set<String> MISSING =
      Set.of("", "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "nil", "-", "?", ".");

  static {
    double ten = 1;
    for (int i = 0; i < TENS.length; i++, ten *= 10) {
      TENS[i] = ten;
    }
  }

  private CsvNumber() {}

  /**
   * The number that bytes from..to are; NaN for what says that there is none.
   *
   * @throws NumberFormatException for anything else
   */
  static double parse(byte[] text, int from, int to) {
    while (from < to && text[from] <= ' ' && text[from] >= 0) {
      from++;
    }
    while (to > from && text[to - 1] <= ' ' && text[to - 1] >= 0) {
      to--;
    }
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int shift = 0;
    int seen = 0;
    boolean point = false;
    for (; at < to; at++) {
      byte b = text[at];
      if (b >= '0' && b <= '9') {
        seen++;
        if (significant > 0 || b != '0') {
          significant++;
        }
        if (significant <= 18) {
          digits = 10 * digits + (b - '0');
          shift -= point ? 1 : 0;
        } else {
          shift += point ? 0 : 1;
        }
      } else if (b == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return word(text, from, to);
    }
    if (at < to && (text[at] == 'e' || text[at] == 'E')) {
      int exponent = exponent(text, at + 1, to);
      shift += exponent;
      at = to;
    }
    if (at < to) {
      return word(text, from, to);
    }
    if (digits == 0) {
      return negative ? -0.0 : 0;
    }
    if (significant <= 18 && Math.abs(shift) < TENS.length) {
      double size = scaled(digits, shift);
      if (!Double.isNaN(size)) {
        return negative ? -size : size;
      }
    }
    return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }

  /**
   * Digits times 10 to the shift, rounded once; NaN where that is too close to call. The result's
   * head and the error of it are doubles; the head is right unless the error's own uncertainty
   * could tip it over.
   */
  private static double scaled(long digits, int shift) {
    double high = digits;
    double low = digits - (long) high;
    double ten = TENS[Math.abs(shift)];
    double head = shift < 0 ? high / ten : high * ten;
    double error =
        shift < 0
            ? (Math.fma(-head, ten, high) + low) / ten
            : Math.fma(high, ten, -head) + low * ten;
    double doubt = Math.abs(error) * 1e-15;
    double size = head + (error - doubt);
    return size == head + (error + doubt) ? size : Double.NaN;
  }

  private static int exponent(byte[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    if (at == to) {
      throw new NumberFormatException();
    }
    int exponent = 0;
    for (; at < to; at++) {
      if (text[at] < '0' || text[at] > '9') {
        throw new NumberFormatException();
      }
      exponent = Math.min(100_000, 10 * exponent + (text[at] - '0'));
    }
    return negative ? -exponent : exponent;
  }

  private static double word(byte[] text, int from, int to) {
    String word =
        new String(text, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    if (MISSING.contains(word)) {
      return Double.NaN;
    }
    return switch (word) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new NumberFormatException();
    };
  }
}
