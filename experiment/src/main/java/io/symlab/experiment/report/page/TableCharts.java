package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Axis;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.Palette;
import io.symlab.experiment.report.chart.Series;
import io.symlab.experiment.report.chart.Series.Look;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.PlotsFile;
import io.symlab.experiment.results.PlotsFile.Points;
import io.symlab.experiment.results.PlotsFile.Response;
import io.symlab.experiment.results.PlotsFile.Step;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The plots of a search in a table of one's own, from what it left. */
public final class TableCharts {
  private final FrontFile front;
  private final PlotsFile plots;

  /**
   * @param front with at least one row
   */
  public TableCharts(FrontFile front, PlotsFile plots) {
    this.front = front;
    this.plots = plots;
  }

  /** All of them, in the order of the page. */
  public List<Chart> all() {
    List<Chart> all = new ArrayList<>(List.of(front(), r2(), predicted(), residuals()));
    all.addAll(responses());
    if (plots.progress().size() > 1) {
      all.add(progress());
    }
    return all;
  }

  Chart front() {
    Chart chart = Charts.front(front, front.chosen(), Loss.parse(loss()));
    double[] x = rows(ScoredFront.Row::complexity);
    double[] validated = rows(ScoredFront.Row::validated);
    if (Arrays.stream(validated).noneMatch(Double::isFinite)) {
      return chart;
    }
    List<Series> series = new ArrayList<>(chart.series());
    series.add(0, Series.of("validated", 3, Look.DASHED, x, validated));
    return Chart.of(
        chart.name(), chart.title(), chart.xLabel(), false, chart.yLabel(), true, series);
  }

  private String loss() {
    return front.table().map(table -> table.settings().path("loss").asText("mse")).orElse("mse");
  }

  Chart r2() {
    return Charts.r2(front);
  }

  /** Predicted values over observed ones, with the line where both are the same. */
  Chart predicted() {
    List<Series> series = new ArrayList<>();
    double[] all =
        plots.points().stream()
            .flatMapToDouble(points -> Arrays.stream(numbers(points.observed())))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (all.length > 0) {
      double[] ends = {all[0], all[all.length - 1]};
      series.add(Series.of("", 3, Look.DOTTED, ends, ends));
    }
    for (Points points : plots.points()) {
      series.add(cloud(points, numbers(points.observed()), numbers(points.predicted())));
    }
    Chart chart =
        Chart.of("predicted", "Predicted values", target(), false, "predicted", false, series);
    return all.length > 0 ? within(chart, all) : chart;
  }

  /** A formula that explodes in a row would press all others flat. */
  private static Chart within(Chart chart, double[] sorted) {
    double range = sorted[sorted.length - 1] - sorted[0];
    Axis y = chart.y();
    double low = Math.max(y.low(), sorted[0] - range);
    double high = Math.min(y.high(), sorted[sorted.length - 1] + range);
    return low < high ? chart.withY(new Axis(false, low, high)) : chart;
  }

  /** What is left over, over the predicted values. */
  Chart residuals() {
    List<Series> series = new ArrayList<>();
    for (Points points : plots.points()) {
      double[] observed = numbers(points.observed());
      double[] predicted = numbers(points.predicted());
      double[] left = new double[observed.length];
      for (int i = 0; i < left.length; i++) {
        left[i] = observed[i] - predicted[i];
      }
      series.add(cloud(points, predicted, left));
    }
    return Chart.of(
        "residuals", "Residuals", "predicted", false, target() + " − predicted", false, series);
  }

  private static Series cloud(Points points, double[] x, double[] y) {
    int colour =
        switch (points.rows()) {
          case "train" -> 3;
          case "validation" -> Palette.LEARNED;
          default -> Palette.DISTILLED;
        };
    return Series.of(points.rows(), colour, Look.CLOUD, x, y);
  }

  /** A plot for each variable of the chosen formula. */
  List<Chart> responses() {
    List<Chart> charts = new ArrayList<>();
    for (Response one : plots.responses()) {
      Series series =
          Series.of("", Palette.DISTILLED, Look.LINE, numbers(one.x()), numbers(one.mean()))
              .band(numbers(one.low()), numbers(one.high()));
      charts.add(
          Chart.of(
              "response-" + one.column().replaceAll("[^\\p{L}\\p{N}_-]", "_"),
              "Response to " + one.column(),
              one.column(),
              false,
              "formula",
              false,
              List.of(series)));
    }
    return charts;
  }

  Chart progress() {
    double[] x = steps(Step::seconds);
    List<Series> series = new ArrayList<>();
    series.add(Series.of("train", 3, Look.DOTTED, x, steps(Step::loss)));
    double[] validated = steps(Step::validated);
    if (Arrays.stream(validated).anyMatch(Double::isFinite)) {
      series.add(Series.of("validated", Palette.LEARNED, Look.LINE, x, validated));
    }
    return Chart.of("progress", "The search", "seconds", false, "least loss", true, series);
  }

  private String target() {
    return front.table().map(table -> table.layout().target()).orElse("y");
  }

  private double[] rows(ToDoubleFunction<ScoredFront.Row> figure) {
    return front.rows().stream().mapToDouble(figure).toArray();
  }

  private double[] steps(ToDoubleFunction<Step> figure) {
    return plots.progress().stream().mapToDouble(figure).toArray();
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(x -> x).toArray();
  }
}
