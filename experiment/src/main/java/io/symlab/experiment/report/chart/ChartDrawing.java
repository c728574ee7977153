package io.symlab.experiment.report.chart;

import io.symlab.experiment.report.chart.Canvas.Anchor;
import io.symlab.experiment.report.chart.Canvas.Dash;
import io.symlab.experiment.report.chart.Series.Look;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Lays a plot out and draws it: legend, axes, bands, lines, points, whatever the canvas is. */
public final class ChartDrawing {
  /** Room beside the frame, at least: more where labels are long. */
  private static final double LEAST_LEFT = 68;

  /** Of the words beside the axis and the air around its labels. */
  private static final double BESIDE = 36;

  private static final double RIGHT = 18;
  private static final double BOTTOM = 52;
  private static final double LEGEND_ROW = 20;

  /** Generous, since fonts differ from machine to machine. */
  private static final double LETTER = 7.4;

  /** Between two labels of an axis. */
  private static final double GAP = 8;

  private final Chart chart;
  private final Canvas canvas;
  private final double left;
  private final double right;
  private final double floor;
  private final double height;
  private double top;

  private ChartDrawing(Chart chart, Canvas canvas, Size size) {
    this.chart = chart;
    this.canvas = canvas;
    this.left = Math.max(LEAST_LEFT, BESIDE + widest(chart.y(), chart.y().ticks()));
    this.right = size.width() - RIGHT;
    this.height = size.height();
    this.floor = height - BOTTOM;
  }

  /** Letters keep their size on the page, so a plot for half the page is drawn smaller. */
  public enum Size {
    WIDE(760, 420),
    HALF(500, 340);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }

    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  static void draw(Chart chart, Canvas canvas, Size size) {
    new ChartDrawing(chart, canvas, size).draw();
  }

  private void draw() {
    top = legend();
    axes();
    canvas.clip(left, top, right - left, floor - top);
    chart.series().stream().filter(one -> one.look() == Look.CLOUD).forEach(this::cloud);
    chart.series().forEach(this::band);
    chart.series().stream().filter(Series::hasLine).forEach(this::line);
    canvas.open();
    chart.series().forEach(this::points);
  }

  private double legend() {
    double x = left;
    double y = 14;
    for (Series series : chart.series()) {
      if (series.label().isEmpty()) {
        continue;
      }
      double entry = 50 + series.label().length() * LETTER;
      if (x + entry > right && x > left) {
        x = left;
        y += LEGEND_ROW;
      }
      if (series.hasLine()) {
        stroke(series, new double[] {x, x + 26}, new double[] {y, y});
      }
      if (!series.hasLine() || series.hasPoints()) {
        canvas.point(x + 13, y, series.colour(), series.look() == Look.RING, "");
      }
      canvas.text(x + 32, y + 4.3, Anchor.START, false, series.label());
      x += entry;
    }
    return y + 16;
  }

  private void axes() {
    for (double tick : chart.y().ticks()) {
      double y = y(tick);
      canvas.rule(left, y, right, y, false);
      canvas.text(left - 8, y + 4.3, Anchor.END, true, chart.y().label(tick));
    }
    List<Double> ticks = chart.x().ticks();
    int every = every(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double x = x(ticks.get(i));
      canvas.rule(x, floor, x, floor + 5, true);
      if (i % every == 0) {
        canvas.text(x, floor + 19, Anchor.MIDDLE, true, chart.x().label(ticks.get(i)));
      }
    }
    canvas.rule(left, floor, right, floor, true);
    canvas.text((left + right) / 2, height - 10, Anchor.MIDDLE, false, chart.xLabel());
    canvas.upwards(16, (top + floor) / 2, chart.yLabel());
  }

  private static double widest(Axis axis, List<Double> ticks) {
    return LETTER * ticks.stream().mapToInt(tick -> axis.label(tick).length()).max().orElse(0);
  }

  /** Of how many ticks across one has room for its label. */
  private int every(List<Double> ticks) {
    double room = Double.POSITIVE_INFINITY;
    for (int i = 1; i < ticks.size(); i++) {
      room = Math.min(room, x(ticks.get(i)) - x(ticks.get(i - 1)));
    }
    return Math.max(1, (int) Math.ceil((widest(chart.x(), ticks) + GAP) / room));
  }

  private void band(Series series) {
    int[] shown =
        IntStream.range(0, series.low().length)
            .filter(i -> Double.isFinite(series.low()[i]) && Double.isFinite(series.high()[i]))
            .toArray();
    int n = shown.length;
    if (n == 0) {
      return;
    }
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = x(series.x()[shown[i]]);
      y[i] = y(series.high()[shown[i]]);
      x[2 * n - 1 - i] = x[i];
      y[2 * n - 1 - i] = y(series.low()[shown[i]]);
    }
    canvas.area(x, y, series.colour());
  }

  private void line(Series series) {
    stroke(
        series,
        Arrays.stream(series.x()).map(this::x).toArray(),
        Arrays.stream(series.y()).map(this::y).toArray());
  }

  private void stroke(Series series, double[] x, double[] y) {
    int colour = series.colour();
    switch (series.look()) {
      case DASHED -> canvas.line(x, y, colour, 1.8, 1, Dash.LONG);
      case DOTTED -> canvas.line(x, y, colour, 1.8, 1, Dash.SHORT);
      case FAINT -> canvas.line(x, y, colour, 1, 0.5, Dash.NONE);
      default -> canvas.line(x, y, colour, 2.2, 1, Dash.NONE);
    }
  }

  private void points(Series series) {
    if ((series.hasLine() && !series.hasPoints()) || series.look() == Look.CLOUD) {
      return;
    }
    for (int i = 0; i < series.x().length; i++) {
      double place = chart.y().place(series.y()[i]);
      if (place >= 0 && place <= 1) {
        String note = series.notes().isEmpty() ? "" : series.notes().get(i);
        boolean ring = series.look() == Look.RING;
        canvas.point(x(series.x()[i]), y(series.y()[i]), series.colour(), ring, note);
      }
    }
  }

  private void cloud(Series series) {
    int[] shown =
        IntStream.range(0, series.x().length)
            .filter(i -> Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i]))
            .toArray();
    canvas.dots(
        Arrays.stream(shown).mapToDouble(i -> x(series.x()[i])).toArray(),
        Arrays.stream(shown).mapToDouble(i -> y(series.y()[i])).toArray(),
        series.colour());
  }

  private double x(double value) {
    return left + chart.x().place(value) * (right - left);
  }

  private double y(double value) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    // Far beyond the frame is cut off anyway, and some viewers choke on huge coordinates.
    double place = Math.max(-2, Math.min(3, chart.y().place(value)));
    return floor - place * (floor - top);
  }
}
