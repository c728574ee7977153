package io.symlab.experiment.report.chart;

import java.util.Locale;

/**
 * Draws a plot as SVG, without fonts or a graphics system: the page's plots are text, sharp at any
 * size. Colours stand as attributes, which every program that draws SVG understands; the classes
 * beside them let a page's style follow its light and dark colours.
 */
public final class SvgChart implements Canvas {
  private static final String INK = " class=\"ink\" fill=\"#1a1a1f\"";
  private static final String SOFT = " class=\"soft-ink\" fill=\"#55555f\"";
  private static final String AXIS = " class=\"axis\" stroke=\"#55555f\"";
  private static final String GRID = " class=\"grid\" stroke=\"#e3e3e8\"";

  private final String name;
  private final StringBuilder out = new StringBuilder();

  private SvgChart(String name) {
    this.name = name;
  }

  /** One {@code <svg>} element that also stands as a file of its own. */
  public static String draw(Chart chart, ChartDrawing.Size size) {
    var canvas = new SvgChart(chart.name());
    canvas.begin(chart.title(), size);
    ChartDrawing.draw(chart, canvas, size);
    return canvas.end();
  }

  /** The same. */
  public static String draw(ParallelPlot plot, ChartDrawing.Size size) {
    var canvas = new SvgChart(plot.name());
    canvas.begin(plot.title(), size);
    ParallelDrawing.draw(plot, canvas, size);
    return canvas.end();
  }

  private void begin(String title, ChartDrawing.Size size) {
    put("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .put(size.width() + " " + size.height())
        .put("\" role=\"img\" aria-label=\"" + Xml.escape(title))
        .put("\" font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial,")
        .put(" 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"12.5\">\n");
  }

  private String end() {
    return put("</svg>\n").out.toString();
  }

  @Override
  public void rule(double x1, double y1, double x2, double y2, boolean strong) {
    put("<line").at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2);
    put(strong ? AXIS : GRID).put("/>\n");
  }

  @Override
  public void text(double x, double y, Anchor anchor, boolean soft, String text) {
    put("<text").at("x", x).at("y", y);
    put(" text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + "\"");
    put(soft ? SOFT : INK).put(">" + Xml.escape(text) + "</text>\n");
  }

  @Override
  public void upwards(double x, double y, String text) {
    put("<text").at("x", x).at("y", y);
    put(" text-anchor=\"middle\" transform=\"rotate(-90 " + n(x) + " " + n(y) + ")\"");
    put(INK).put(">" + Xml.escape(text) + "</text>\n");
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    put("<clipPath id=\"clip-" + name + "\"><rect").at("x", x).at("y", y);
    at("width", width).at("height", height).put("/></clipPath>\n");
    put("<g clip-path=\"url(#clip-" + name + ")\">\n");
  }

  @Override
  public void open() {
    put("</g>\n");
  }

  @Override
  public void area(double[] x, double[] y, int colour) {
    put("<polygon points=\"");
    for (int i = 0; i < x.length; i++) {
      put(i == 0 ? "" : " ").put(n(x[i])).put(",").put(n(y[i]));
    }
    put("\"").filled(colour).put(" fill-opacity=\"0.16\"/>\n");
  }

  @Override
  public void line(double[] x, double[] y, int colour, double width, double opacity, Dash dash) {
    put("<path d=\"");
    boolean down = false;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        put(down ? "L" : "M").put(n(x[i])).put(" ").put(n(y[i]));
      }
      down = Double.isFinite(y[i]);
    }
    put("\" fill=\"none\" stroke-linejoin=\"round\"").stroked(colour);
    at("stroke-width", width).at("stroke-opacity", opacity);
    put(
        switch (dash) {
          case LONG -> " stroke-dasharray=\"7 4\"";
          case SHORT -> " stroke-dasharray=\"2 3\"";
          case NONE -> "";
        });
    put("/>\n");
  }

  @Override
  public void point(double x, double y, int colour, boolean ring, String note) {
    put("<circle").at("cx", x).at("cy", y);
    if (ring) {
      put(" r=\"8\" fill=\"none\" stroke-width=\"2\"").stroked(colour);
    } else {
      put(" r=\"4\" stroke=\"#ffffff\"").filled(colour);
    }
    put(note.isEmpty() ? "/>\n" : "><title>" + Xml.escape(note) + "</title></circle>\n");
  }

  @Override
  public void dots(double[] x, double[] y, int colour) {
    // A stroke of no length with round ends is a dot: hundreds of them in one element.
    put("<path d=\"");
    for (int i = 0; i < x.length; i++) {
      put("M").put(n(x[i])).put(" ").put(n(y[i])).put("h0");
    }
    put("\" fill=\"none\" stroke-width=\"4.4\" stroke-linecap=\"round\"").stroked(colour);
    put(" stroke-opacity=\"0.55\"/>\n");
  }

  private SvgChart filled(int colour) {
    return put(" class=\"f" + Palette.index(colour) + "\" fill=\"" + Palette.hex(colour) + "\"");
  }

  private SvgChart stroked(int colour) {
    return put(" class=\"s" + Palette.index(colour) + "\" stroke=\"" + Palette.hex(colour) + "\"");
  }

  private SvgChart at(String attribute, double value) {
    return put(" ").put(attribute).put("=\"").put(n(value)).put("\"");
  }

  /** One decimal, by hand: a page has some ten thousand of them, and a formatter is slow. */
  private static String n(double x) {
    long tenths = Math.round(x * 10);
    long rest = Math.abs(tenths % 10);
    String whole = (tenths < 0 && tenths > -10 ? "-" : "") + tenths / 10;
    return rest == 0 ? whole : whole + '.' + rest;
  }

  private SvgChart put(String text) {
    out.append(text);
    return this;
  }
}
