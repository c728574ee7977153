package io.symlab.experiment.report.chart;

import java.util.Locale;

/**
 * Draws a plot as SVG, without fonts or a graphics system: the page's plots are text, sharp at any
 * size, and follow its light and dark colours.
 */
public final class SvgChart implements Canvas {
  private static final String INK = "var(--ink, #1a1a1f)";
  private static final String SOFT = "var(--soft, #55555f)";
  private static final String GRID = "var(--grid, #e3e3e8)";
  private static final String PAPER = "var(--paper, #ffffff)";

  private final String name;
  private final StringBuilder out = new StringBuilder();

  private SvgChart(String name) {
    this.name = name;
  }

  /** One {@code <svg>} element that also stands as a file of its own. */
  public static String draw(Chart chart, ChartDrawing.Size size) {
    var canvas = new SvgChart(chart.name());
    canvas.put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s\" font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial,"
            + " 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"12.5\">",
        size.width(), size.height(), Xml.escape(chart.title()));
    ChartDrawing.draw(chart, canvas, size);
    canvas.put("</svg>");
    return canvas.out.toString();
  }

  @Override
  public void rule(double x1, double y1, double x2, double y2, boolean strong) {
    put(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" style=\"stroke:%s\"/>",
        n(x1), n(y1), n(x2), n(y2), strong ? SOFT : GRID);
  }

  @Override
  public void text(double x, double y, Anchor anchor, boolean soft, String text) {
    put(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" style=\"fill:%s\">%s</text>",
        n(x), n(y), anchor.name().toLowerCase(Locale.ROOT), soft ? SOFT : INK, Xml.escape(text));
  }

  @Override
  public void upwards(double x, double y, String text) {
    put(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 %s %s)\""
            + " style=\"fill:%s\">%s</text>",
        n(x), n(y), n(x), n(y), INK, Xml.escape(text));
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    put(
        "<clipPath id=\"clip-%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>",
        name, n(x), n(y), n(width), n(height));
    put("<g clip-path=\"url(#clip-%s)\">", name);
  }

  @Override
  public void open() {
    put("</g>");
  }

  @Override
  public void area(double[] x, double[] y, int colour) {
    var points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(i == 0 ? "" : " ").append(n(x[i])).append(',').append(n(y[i]));
    }
    put(
        "<polygon points=\"%s\" style=\"fill:%s\" fill-opacity=\"0.16\"/>",
        points, Palette.css(colour));
  }

  @Override
  public void line(double[] x, double[] y, int colour, double width, double opacity, Dash dash) {
    var path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        path.append(down ? 'L' : 'M').append(n(x[i])).append(' ').append(n(y[i]));
      }
      down = Double.isFinite(y[i]);
    }
    String dashes =
        switch (dash) {
          case LONG -> " stroke-dasharray=\"7 4\"";
          case SHORT -> " stroke-dasharray=\"2 3\"";
          case NONE -> "";
        };
    put(
        "<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\" style=\"stroke:%s\""
            + " stroke-width=\"%s\" stroke-opacity=\"%s\"%s/>",
        path, Palette.css(colour), n(width), n(opacity), dashes);
  }

  @Override
  public void point(double x, double y, int colour, boolean ring, String note) {
    put(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" style=\"fill:%s;stroke:%s\" stroke-width=\"%s\">%s"
            + "</circle>",
        n(x),
        n(y),
        ring ? "8" : "4",
        ring ? "none" : Palette.css(colour),
        ring ? Palette.css(colour) : PAPER,
        ring ? "2" : "1",
        note.isEmpty() ? "" : "<title>" + Xml.escape(note) + "</title>");
  }

  /** One decimal, by hand: a page has some ten thousand of them, and a formatter is slow. */
  private static String n(double x) {
    long tenths = Math.round(x * 10);
    long rest = Math.abs(tenths % 10);
    String whole = (tenths < 0 && tenths > -10 ? "-" : "") + tenths / 10;
    return rest == 0 ? whole : whole + '.' + rest;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one method.
  private void put(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
