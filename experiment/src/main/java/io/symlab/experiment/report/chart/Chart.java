package io.symlab.experiment.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plot as data; drawn as SVG for the page and as PNG for slides.
 *
 * @param name of its files
 * @param title one line
 * @param xLabel below
 * @param yLabel beside
 * @param x across
 * @param y upwards
 * @param series in the order to draw them
 */
public record Chart(
    String name, String title, String xLabel, String yLabel, Axis x, Axis y, List<Series> series) {

  /** With axes that span all series. */
  public static Chart of(
      String name,
      String title,
      String xLabel,
      boolean xLog,
      String yLabel,
      boolean yLog,
      List<Series> series) {
    List<double[]> xs = new ArrayList<>();
    List<double[]> ys = new ArrayList<>();
    for (Series one : series) {
      xs.add(one.x());
      ys.add(one.y());
      ys.add(one.low());
      ys.add(one.high());
    }
    // A logarithm has no place for what is not positive; then the plot stays linear.
    boolean positive =
        ys.stream().flatMapToDouble(Arrays::stream).noneMatch(y -> Double.isFinite(y) && y <= 0);
    return new Chart(
        name,
        title,
        xLabel,
        yLabel,
        Axis.spanning(xLog, xs.toArray(double[][]::new)),
        Axis.spanning(yLog && positive, ys.toArray(double[][]::new)),
        series);
  }

  /** The same, the upward axis called by another name. */
  public Chart withYLabel(String label) {
    return new Chart(name, title, xLabel, label, x, y, series);
  }

  /** The same with another axis across. */
  public Chart withX(Axis axis) {
    return new Chart(name, title, xLabel, yLabel, axis, y, series);
  }

  /** The same with another upward axis. */
  public Chart withY(Axis axis) {
    return new Chart(name, title, xLabel, yLabel, x, axis, series);
  }
}
