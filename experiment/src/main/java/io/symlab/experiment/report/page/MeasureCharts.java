package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.Palette;
import io.symlab.experiment.report.chart.Series;
import io.symlab.experiment.report.chart.Series.Look;
import io.symlab.experiment.results.MetricsFile.Answers;
import io.symlab.experiment.results.MetricsFile.InputMap;
import io.symlab.experiment.results.MetricsFile.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The plots of what rules answer to one feature, and of what they do along one run. */
final class MeasureCharts {
  private MeasureCharts() {}

  /** Outputs in base rates over one feature's range. */
  static Chart map(InputMap map) {
    double[] x = doubles(map.inputs());
    List<Series> series = new ArrayList<>();
    for (Answers answers : map.answers()) {
      series.add(
          Series.of(answers.name(), colour(answers), look(answers), x, doubles(answers.values())));
    }
    return Chart.of(
        "input-map-" + map.feature(),
        "Output over " + map.feature(),
        map.feature() + " (newest)",
        false,
        "update / base rate",
        false,
        series);
  }

  /**
   * Updates of one coordinate in base rates, step by step.
   *
   * @param scale the base rate
   * @param number of the plot, from 1
   */
  static Chart trajectory(Trajectory trajectory, double scale, int number) {
    int steps = trajectory.gradients().size();
    double[] x = IntStream.rangeClosed(1, steps).asDoubleStream().toArray();
    List<Series> series = new ArrayList<>();
    for (Answers answers : trajectory.updates()) {
      series.add(
          Series.of(
              answers.name(),
              colour(answers),
              look(answers),
              x,
              answers.values().stream().mapToDouble(update -> update / scale).toArray()));
    }
    return Chart.of(
        "trajectory-" + number,
        "Updates of " + trajectory.group(),
        "step (" + trajectory.group() + ", coordinate " + trajectory.coordinate() + ")",
        false,
        "update / base rate",
        false,
        series);
  }

  private static int colour(Answers answers) {
    return switch (answers.role()) {
      case "learned" -> Palette.LEARNED;
      case "distilled" -> Palette.DISTILLED;
      case "evolved" -> Palette.EVOLVED;
      case "tuned" -> Palette.TUNED;
      default -> Palette.FIRST_BASELINE;
    };
  }

  private static Look look(Answers answers) {
    return switch (answers.role()) {
      case "learned" -> Look.LINE;
      case "distilled" -> Look.DASHED;
      default -> Look.DOTTED;
    };
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
