package io.symlab.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and times as people read them. */
public final class Amounts {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Amounts() {}

  /** E.g. {@code 0.8 s}, {@code 42 s}, {@code 3 min 07 s}, {@code 2 h 05 min}, {@code 3 d 4 h}. */
  public static String seconds(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    if (whole < 86_400) {
      return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
    return whole / 86_400 + " d " + whole % 86_400 / 3600 + " h";
  }

  /** Four significant digits; {@code -} for what is not known. */
  public static String figure(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (value != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** A coefficient of determination: four digits, cut off below -99. */
  public static String r2(double value) {
    return Double.isNaN(value)
        ? "-"
        : value < -99 ? "< -99" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** The same of what may be unknown. */
  public static String r2(OptionalDouble value) {
    return r2(value.orElse(Double.NaN));
  }

  /** Units per second, or per minute where they are slow. */
  public static String rate(double perSecond) {
    return perSecond >= 0.5 ? figure(perSecond) + "/s" : figure(perSecond * 60) + "/min";
  }

  public static String bytes(long bytes) {
    if (bytes < 1 << 20) {
      return Math.max(0, bytes >> 10) + " KiB";
    }
    return bytes < 10L << 30
        ? (bytes >> 20) + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }

  public static String when(long millis) {
    return millis == 0 ? "-" : DAY_AND_TIME.format(Instant.ofEpochMilli(millis));
  }

  /** Cuts what is longer than a width, and shows that it did. */
  public static String fit(String text, int width) {
    if (width <= 0) {
      return "";
    }
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
