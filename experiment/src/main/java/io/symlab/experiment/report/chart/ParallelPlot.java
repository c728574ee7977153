package io.symlab.experiment.report.chart;

import java.util.List;

/**
 * A plot of things that have many values each: one upright axis a dimension, one line a thing
 * across all of them (Inselberg, "The plane with parallel coordinates", The Visual Computer 1,
 * 1985).
 *
 * @param name of its file
 * @param title one line
 * @param dimensions from left to right
 * @param lines in the order to draw them
 */
public record ParallelPlot(
    String name, String title, List<Dimension> dimensions, List<Line> lines) {
  public ParallelPlot {
    dimensions = List.copyOf(dimensions);
    lines = List.copyOf(lines);
  }

  /** An axis and its name. */
  public record Dimension(String label, Axis axis) {
    /** Of numbers. */
    public static Dimension ofNumbers(String label, boolean log, double[] values) {
      return new Dimension(label, Axis.spanning(log, values));
    }
  }

  /**
   * One thing.
   *
   * @param values a value per dimension; NaN interrupts the line
   * @param colour of the palette
   * @param strength how strongly it is drawn, from 0 to 1
   */
  public record Line(double[] values, int colour, double strength) {}
}
