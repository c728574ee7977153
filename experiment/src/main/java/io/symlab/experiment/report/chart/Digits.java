package io.symlab.experiment.report.chart;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a person reads them: few digits, and a sign where there is no number. */
public final class Digits {
  private Digits() {}

  /** Three significant digits. */
  public static String of(double x) {
    return of(x, 3);
  }

  /** Some significant digits, with a power of ten where plain digits would be many. */
  public static String of(double x, int digits) {
    if (Double.isNaN(x)) {
      return "–";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "−∞";
    }
    if (x == 0) {
      return "0";
    }
    String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", Math.abs(x)).split("e");
    int exponent = Integer.parseInt(parts[1]);
    String sign = x < 0 ? "−" : "";
    if (exponent < -4 || exponent > 5) {
      return sign + parts[0] + " × 10" + superscript(exponent);
    }
    double rounded = Double.parseDouble(parts[0] + "e" + exponent);
    int decimals = Math.max(0, digits - 1 - exponent);
    return sign + String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** A ratio: two decimals. */
  public static String ratio(double x) {
    return Double.isFinite(x) && Math.abs(x) < 100 ? String.format(Locale.ROOT, "%.2f", x) : of(x);
  }

  /** A setting, as it was written. */
  public static String plain(double x) {
    return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
  }

  /** A share between -1 and 1 with three decimals: R2 and the like. */
  public static String share(double x) {
    return Double.isFinite(x) && Math.abs(x) < 10
        ? String.format(Locale.ROOT, "%.3f", x).replace('-', '−')
        : of(x);
  }

  /** The same of what may be unknown. */
  public static String share(OptionalDouble x) {
    return share(x.orElse(Double.NaN));
  }

  public static String percent(double x) {
    return Double.isFinite(x) ? String.format(Locale.ROOT, "%.1f %%", 100 * x) : of(x);
  }

  public static String whole(long x) {
    return String.format(Locale.ROOT, "%,d", x);
  }

  /** A time span: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
  public static String seconds(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  public static String superscript(int exponent) {
    var out = new StringBuilder();
    for (char c : Integer.toString(exponent).toCharArray()) {
      out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return out.toString();
  }
}
