package io.symlab.experiment.report.chart;

import io.symlab.experiment.report.chart.Canvas.Anchor;
import io.symlab.experiment.report.chart.Canvas.Dash;

/** Lays a plot in parallel coordinates out on a canvas. */
final class ParallelDrawing {
  private static final double SIDE = 60;
  private static final double TOP = 44;
  private static final double BOTTOM = 18;
  private static final double BESIDE = 5;

  /** Of a name that stands beside an axis, or above it, so that the next one has room. */
  private static final int MOST_LETTERS = 16;

  private ParallelDrawing() {}

  static void draw(ParallelPlot plot, Canvas canvas, ChartDrawing.Size size) {
    int axes = plot.dimensions().size();
    double floor = size.height() - BOTTOM;
    double[] x = new double[axes];
    for (int i = 0; i < axes; i++) {
      x[i] = SIDE + (size.width() - 2 * SIDE) * (axes == 1 ? 0.5 : i / (axes - 1.0));
    }
    for (ParallelPlot.Line line : plot.lines()) {
      double[] y = new double[axes];
      for (int i = 0; i < axes; i++) {
        y[i] = height(plot.dimensions().get(i), line.values()[i], floor);
      }
      canvas.line(
          x, y, line.colour(), 1 + line.strength(), 0.15 + 0.85 * line.strength(), Dash.NONE);
    }
    for (int i = 0; i < axes; i++) {
      ParallelPlot.Dimension one = plot.dimensions().get(i);
      canvas.rule(x[i], TOP, x[i], floor, true);
      // Names of neighbours stand on two lines, so that they do not run into each other.
      canvas.text(
          x[i], i % 2 == 0 ? TOP - 26 : TOP - 10, Anchor.MIDDLE, false, ending(one.label()));
      boolean last = i == axes - 1;
      for (double tick : one.ticks()) {
        canvas.text(
            last ? x[i] + BESIDE : x[i] - BESIDE,
            height(one, tick, floor) + 4,
            last ? Anchor.START : Anchor.END,
            true,
            ending(one.tick(tick)));
      }
    }
  }

  private static double height(ParallelPlot.Dimension one, double value, double floor) {
    return Double.isNaN(value) ? Double.NaN : floor - one.axis().place(value) * (floor - TOP);
  }

  /** What tells keys apart is mostly their ends. */
  private static String ending(String text) {
    return text.length() <= MOST_LETTERS
        ? text
        : "…" + text.substring(text.length() - MOST_LETTERS + 1);
  }
}
