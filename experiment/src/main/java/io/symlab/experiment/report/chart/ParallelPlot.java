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

  /**
   * One axis.
   *
   * @param label its name
   * @param axis what it spans; of names, their places from 1
   * @param names what stands at 1, 2, ...; empty: its values are numbers
   */
  public record Dimension(String label, Axis axis, List<String> names) {
    public Dimension {
      names = List.copyOf(names);
    }

    /** Of numbers. */
    public static Dimension ofNumbers(String label, boolean log, double[] values) {
      return new Dimension(label, Axis.spanning(log, values), List.of());
    }

    /** Of names, in their order. */
    public static Dimension ofNames(String label, List<String> names) {
      return new Dimension(label, new Axis(false, 0.7, names.size() + 0.3), names);
    }

    /** Values to label. */
    List<Double> ticks() {
      return names.isEmpty()
          ? axis.ticks()
          : java.util.stream.IntStream.rangeClosed(1, names.size())
              .mapToObj(i -> (double) i)
              .toList();
    }

    String tick(double value) {
      return names.isEmpty() ? axis.label(value) : names.get((int) value - 1);
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
