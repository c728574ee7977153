package io.symlab.actors.report;

import io.symlab.actors.report.Series.Look;
import java.util.Locale;

/**
 * Draws a plot as SVG, without fonts or a graphics system: the page's plots are text, sharp at any
 * size, and follow its light and dark colours.
 */
final class SvgChart {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 400;
  private static final double LEFT = 68;
  private static final double RIGHT = 18;
  private static final double BOTTOM = 52;
  private static final double LEGEND_ROW = 20;
  private static final double LETTER = 6.7;

  private final Chart chart;
  private final StringBuilder out = new StringBuilder();
  private double top = 14;

  private SvgChart(Chart chart) {
    this.chart = chart;
  }

  /** One {@code <svg>} element that also stands as a file of its own. */
  static String draw(Chart chart) {
    return new SvgChart(chart).svg();
  }

  private String svg() {
    put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\""
            + " aria-label=\"%s\" font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial,"
            + " 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"12.5\">",
        n(WIDTH), n(HEIGHT), Markup.escape(chart.title()));
    legend();
    axes();
    put(
        "<clipPath id=\"clip-%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>",
        chart.name(), n(LEFT), n(top), n(WIDTH - LEFT - RIGHT), n(HEIGHT - top - BOTTOM));
    put("<g clip-path=\"url(#clip-%s)\">", chart.name());
    chart.series().forEach(this::band);
    chart.series().stream().filter(Series::hasLine).forEach(this::line);
    put("</g>");
    chart.series().forEach(this::points);
    put("</svg>");
    return out.toString();
  }

  private void legend() {
    double x = LEFT;
    double y = 14;
    boolean any = false;
    for (Series series : chart.series()) {
      if (series.label().isEmpty()) {
        continue;
      }
      any = true;
      double width = 34 + series.label().length() * LETTER + 16;
      if (x + width > WIDTH && x > LEFT) {
        x = LEFT;
        y += LEGEND_ROW;
      }
      if (series.hasLine()) {
        put(
            "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>",
            n(x), n(y), n(x + 26), n(y), stroke(series));
      }
      if (!series.hasLine() || series.hasPoints()) {
        marker(series, x + 13, y, "");
      }
      put(
          "<text x=\"%s\" y=\"%s\" fill=\"var(--ink, #1a1a1f)\">%s</text>",
          n(x + 32), n(y + 4.3), Markup.escape(series.label()));
      x += width;
    }
    top = any ? y + 16 : 14;
  }

  private void axes() {
    String grid = "stroke=\"var(--grid, #e3e3e8)\" stroke-width=\"1\"";
    String ink = "fill=\"var(--soft, #55555f)\"";
    for (double tick : chart.y().ticks()) {
      double y = y(tick);
      put(
          "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>",
          n(LEFT), n(y), n(WIDTH - RIGHT), n(y), grid);
      put(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"end\" %s>%s</text>",
          n(LEFT - 8), n(y + 4.3), ink, chart.y().label(tick));
    }
    double floor = HEIGHT - BOTTOM;
    for (double tick : chart.x().ticks()) {
      double x = x(tick);
      put(
          "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"var(--soft, #55555f)\"/>",
          n(x), n(floor), n(x), n(floor + 5));
      put(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" %s>%s</text>",
          n(x), n(floor + 19), ink, chart.x().label(tick));
    }
    put(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"var(--soft, #55555f)\"/>",
        n(LEFT), n(floor), n(WIDTH - RIGHT), n(floor));
    put(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" fill=\"var(--ink, #1a1a1f)\">%s</text>",
        n((LEFT + WIDTH - RIGHT) / 2), n(HEIGHT - 10), Markup.escape(chart.xLabel()));
    double middle = (top + floor) / 2;
    put(
        "<text x=\"16\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 16 %s)\""
            + " fill=\"var(--ink, #1a1a1f)\">%s</text>",
        n(middle), n(middle), Markup.escape(chart.yLabel()));
  }

  private void band(Series series) {
    if (series.low().length == 0) {
      return;
    }
    var forth = new StringBuilder();
    var back = new StringBuilder();
    for (int i = 0; i < series.x().length; i++) {
      if (Double.isFinite(series.low()[i]) && Double.isFinite(series.high()[i])) {
        String x = n(x(series.x()[i]));
        forth.append(x).append(',').append(n(y(series.high()[i]))).append(' ');
        back.insert(0, x + "," + n(y(series.low()[i])) + " ");
      }
    }
    put(
        "<polygon points=\"%s%s\" style=\"fill:%s\" fill-opacity=\"0.16\"/>",
        forth, back.toString().strip(), Palette.css(series.colour()));
  }

  private void line(Series series) {
    var path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < series.x().length; i++) {
      double y = series.y()[i];
      if (!Double.isFinite(y)) {
        down = false;
        continue;
      }
      path.append(down ? 'L' : 'M').append(n(x(series.x()[i]))).append(' ').append(n(y(y)));
      down = true;
    }
    if (path.length() > 0) {
      put("<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\" %s/>", path, stroke(series));
    }
  }

  private void points(Series series) {
    if (series.hasLine() && !series.hasPoints()) {
      return;
    }
    for (int i = 0; i < series.x().length; i++) {
      if (Double.isFinite(series.y()[i])) {
        String note = series.notes().isEmpty() ? "" : series.notes().get(i);
        marker(series, x(series.x()[i]), y(series.y()[i]), note);
      }
    }
  }

  private void marker(Series series, double x, double y, String note) {
    boolean ring = series.look() == Look.RING;
    String paint =
        ring
            ? "style=\"fill:none;stroke:%s\" stroke-width=\"2\""
            : "style=\"fill:%s;stroke:var(--paper, #ffffff)\" stroke-width=\"1\"";
    put(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s>%s</circle>",
        n(x),
        n(y),
        ring ? "8" : "4",
        String.format(paint, Palette.css(series.colour())),
        note.isEmpty() ? "" : "<title>" + Markup.escape(note) + "</title>");
  }

  private static String stroke(Series series) {
    String look =
        switch (series.look()) {
          case DASHED -> "stroke-width=\"1.8\" stroke-dasharray=\"7 4\"";
          case DOTTED -> "stroke-width=\"1.8\" stroke-dasharray=\"2 3\"";
          case FAINT -> "stroke-width=\"1\" stroke-opacity=\"0.45\"";
          default -> "stroke-width=\"2.2\"";
        };
    return "style=\"stroke:" + Palette.css(series.colour()) + "\" " + look;
  }

  private double x(double value) {
    return LEFT + chart.x().place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double floor = HEIGHT - BOTTOM;
    // Far beyond the frame is cut off anyway, and some viewers choke on huge coordinates.
    double place = Math.max(-2, Math.min(3, chart.y().place(value)));
    return floor - place * (floor - top);
  }

  private static String n(double x) {
    String text = String.format(Locale.ROOT, "%.1f", x);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one method.
  private void put(String format, Object... values) {
    out.append(String.format(format, values)).append('\n');
  }
}
