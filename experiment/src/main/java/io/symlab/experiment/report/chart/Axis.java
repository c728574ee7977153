package io.symlab.experiment.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One direction of a plot: which values it spans, where they lie, and where its ticks are.
 *
 * @param log whether equal distances are equal ratios; all values are then above 0
 * @param low least value shown
 * @param high greatest value shown
 * @param names what stands at 1, 2, ...; empty: its values are numbers
 */
public record Axis(boolean log, double low, double high, List<String> names) {
  /** Of a label that is close to 0. */
  private static final int DIGITS = 4;

  /** Letters of a name that stand at its tick. */
  private static final int LONGEST_NAME = 16;

  public Axis {
    names = List.copyOf(names);
  }

  /** Of numbers. */
  public Axis(boolean log, double low, double high) {
    this(log, low, high, List.of());
  }

  /** Of things that have names, in their order: the first lies at 1. */
  public static Axis ofNames(List<String> names) {
    return new Axis(false, 0.7, names.size() + 0.3, names);
  }

  /**
   * Spans some values with a little air; what is not finite (or not positive, on a log axis) is
   * passed over.
   */
  static Axis spanning(boolean log, double[]... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] some : values) {
      for (double x : some) {
        if (Double.isFinite(x) && (!log || x > 0)) {
          low = Math.min(low, x);
          high = Math.max(high, x);
        }
      }
    }
    if (low > high) {
      return log ? new Axis(true, 0.1, 10) : new Axis(false, 0, 1);
    }
    if (log) {
      double air = Math.max(Math.pow(high / low, 0.04), 1.02);
      return new Axis(true, low / air, high * air);
    }
    double air = high > low ? 0.04 * (high - low) : Math.max(1e-12, Math.abs(high) * 0.1);
    return new Axis(false, low - air, high + air);
  }

  /** Where a value lies: 0 at the low end, 1 at the high end, beyond for values beyond. */
  double place(double x) {
    return log
        ? Math.log(Math.max(x, Double.MIN_NORMAL) / low) / Math.log(high / low)
        : (x - low) / (high - low);
  }

  /** Values to label, rising: all names, or between three and some ten round numbers. */
  List<Double> ticks() {
    if (!names.isEmpty()) {
      return IntStream.rangeClosed(1, names.size()).mapToObj(i -> (double) i).toList();
    }
    if (log && high / low >= 8) {
      return logTicks();
    }
    double step = step();
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** From one tick to the next, where they are evenly spaced. */
  private double step() {
    double step = Math.pow(10, Math.floor(Math.log10((high - low) / 4)));
    double units = (high - low) / step;
    return step * (units > 20 ? 5 : units > 8 ? 2 : 1);
  }

  private List<Double> logTicks() {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    double[] within = last - first <= 3 ? new double[] {1, 2, 5} : new double[] {1};
    int every = Math.max(1, (last - first) / 8);
    List<Double> ticks = new ArrayList<>();
    for (int decade = first; decade <= last; decade++) {
      for (double digit : within) {
        double tick = digit * Math.pow(10, decade);
        if (decade % every == 0 && tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** A tick's label, as short as it goes: ticks far from 0 have the digits that tell them apart. */
  String label(double tick) {
    if (!names.isEmpty()) {
      return ending(names.get((int) tick - 1), LONGEST_NAME);
    }
    double size = Math.abs(tick);
    int needed = 1 + (int) Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / step()));
    if (needed > DIGITS && size < 1e9) {
      return trimmed(tick, needed);
    }
    int figures = Math.max(DIGITS, needed);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
      int exponent = (int) Math.floor(Math.log10(size) + 1e-9);
      double digits = tick / Math.pow(10, exponent);
      String power = "10" + Digits.superscript(exponent);
      return Math.abs(digits - 1) < 1e-9 ? power : trimmed(digits, figures) + "·" + power;
    }
    return trimmed(tick, figures);
  }

  /** A name that is cut where it is long; what tells names apart is mostly their ends. */
  static String ending(String name, int most) {
    return name.length() <= most ? name : "…" + name.substring(name.length() - most + 1);
  }

  private static String trimmed(double x, int digits) {
    String text =
        java.math.BigDecimal.valueOf(x)
            .round(new java.math.MathContext(digits))
            .stripTrailingZeros()
            .toPlainString();
    return text.equals("-0") ? "0" : text.replace('-', '−');
  }
}
