package io.symlab.experiment.report.chart;

import java.util.List;

/**
 * One line or cloud of a plot.
 *
 * @param label in the legend; empty: not in it
 * @param colour index into the palette
 * @param look how it is drawn
 * @param x [n]
 * @param y [n], NaN where there is nothing
 * @param low [n] lower edge of a band around it; empty: no band
 * @param high [n] upper edge
 * @param notes [n] what a point says when pointed at; empty: nothing
 */
public record Series(
    String label,
    int colour,
    Look look,
    double[] x,
    double[] y,
    double[] low,
    double[] high,
    List<String> notes) {
  /** How a series is drawn; lines differ in dashes too, for eyes and printers without colours. */
  public enum Look {
    LINE,
    DASHED,
    DOTTED,
    FAINT,
    POINTS,
    CLOUD,
    LINE_AND_POINTS,
    RING
  }

  public static Series of(String label, int colour, Look look, double[] x, double[] y) {
    return new Series(label, colour, look, x, y, new double[0], new double[0], List.of());
  }

  public Series band(double[] lower, double[] upper) {
    return new Series(label, colour, look, x, y, lower, upper, notes);
  }

  public Series notes(List<String> texts) {
    return new Series(label, colour, look, x, y, low, high, texts);
  }

  boolean hasLine() {
    return look != Look.POINTS && look != Look.RING && look != Look.CLOUD;
  }

  boolean hasPoints() {
    return look == Look.POINTS || look == Look.LINE_AND_POINTS;
  }
}
