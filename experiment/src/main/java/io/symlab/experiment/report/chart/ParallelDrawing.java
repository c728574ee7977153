package io.symlab.experiment.report.chart;

import io.symlab.experiment.report.chart.Canvas.Anchor;
import io.symlab.experiment.report.chart.Canvas.Dash;

/** Lays a plot in parallel coordinates out on a canvas. */
final class ParallelDrawing {
  private static final double SIDE = 60;
  private static final double TOP = 44;
  private static final double BOTTOM = 18;
  private static final double BESIDE = 5;

  /** Generous, since fonts differ from machine to machine. */
  private static final double LETTER = 7.4;

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
      canvas.rule(x[i], TOP, x[i], floor, true);
      name(canvas, plot, i, x[i], size.width());
      ticks(canvas, plot, i, x[i], floor);
    }
  }

  /** Names of neighbours stand on two lines, so that each has the room of two. */
  private static void name(Canvas canvas, ParallelPlot plot, int i, double x, double width) {
    double gap = (width - 2 * SIDE) / Math.max(1, plot.dimensions().size() - 1);
    double from = Math.max(0, x - gap);
    double to = Math.min(width, x + gap);
    String shown =
        Axis.ending(plot.dimensions().get(i).label(), (int) ((to - from - BESIDE) / LETTER));
    double half = shown.length() * LETTER / 2;
    double middle = Math.max(from + half, Math.min(to - half, x));
    canvas.text(middle, i % 2 == 0 ? TOP - 26 : TOP - 10, Anchor.MIDDLE, false, shown);
  }

  /** Left of its axis, right of the last one; at the edges, on the other side where it is long. */
  private static void ticks(Canvas canvas, ParallelPlot plot, int i, double x, double floor) {
    ParallelPlot.Dimension one = plot.dimensions().get(i);
    boolean first = i == 0;
    boolean last = i == plot.dimensions().size() - 1;
    int letters =
        one.axis().ticks().stream().mapToInt(t -> one.axis().label(t).length()).max().orElse(0);
    boolean fits = letters * LETTER + BESIDE <= SIDE;
    boolean right = last ? fits : first && !fits;
    for (double tick : one.axis().ticks()) {
      canvas.text(
          right ? x + BESIDE : x - BESIDE,
          height(one, tick, floor) + 4,
          right ? Anchor.START : Anchor.END,
          true,
          one.axis().label(tick));
    }
  }

  private static double height(ParallelPlot.Dimension one, double value, double floor) {
    return Double.isNaN(value) ? Double.NaN : floor - one.axis().place(value) * (floor - TOP);
  }
}
