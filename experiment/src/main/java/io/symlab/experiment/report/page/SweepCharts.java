package io.symlab.experiment.report.page;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.experiment.report.chart.Axis;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.ParallelPlot;
import io.symlab.experiment.report.chart.Series;
import io.symlab.experiment.report.chart.Series.Look;
import io.symlab.experiment.report.page.SweepRecord.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The plots of a sweep's report. */
final class SweepCharts {
  /** Variants whose curves are shown; more of them hide each other. */
  private static final int MOST_CURVES = 6;

  /** Trials of the plot of all. */
  private static final int MOST_FAINT = 300;

  /** A key whose values span more than this is drawn on a logarithmic axis. */
  private static final double WIDE = 20;

  private final SweepRecord sweep;

  SweepCharts(SweepRecord sweep) {
    this.sweep = sweep;
  }

  /** What the figure is over a key: one point a trial. */
  Chart scatter(String key) {
    List<Point> points = sweep.ranked().stream().filter(p -> p.values().containsKey(key)).toList();
    List<String> names = categories(key);
    ToDoubleFunction<Point> x = place(key, names);
    double[] xs = points.stream().mapToDouble(x).toArray();
    double low = Arrays.stream(xs).min().orElse(1);
    double high = Arrays.stream(xs).max().orElse(1);
    boolean log = names.isEmpty() && low > 0 && high / low > WIDE;
    List<Series> series = new ArrayList<>();
    cloud(series, "pruned", 3, points.stream().filter(p -> p.is(RunState.PRUNED)).toList(), x);
    cloud(series, "to the end", 0, points.stream().filter(p -> !p.is(RunState.PRUNED)).toList(), x);
    sweep
        .best()
        .filter(points::contains)
        .ifPresent(
            best ->
                series.add(
                    Series.of(
                        "best",
                        1,
                        Look.RING,
                        new double[] {x.applyAsDouble(best)},
                        new double[] {best.value()})));
    Chart chart =
        Chart.of("by-" + key.replace('.', '-'), key, key, log, sweep.figure(), true, series);
    return names.isEmpty() ? chart : chart.withX(Axis.ofNames(names));
  }

  /** Where a trial's value of a key lies; NaN where it has none. */
  private static ToDoubleFunction<Point> place(String key, List<String> names) {
    return point -> {
      String value = point.values().get(key);
      return value == null
          ? Double.NaN
          : names.isEmpty() ? Double.parseDouble(number(value)) : names.indexOf(value) + 1;
    };
  }

  /**
   * All keys and the figure side by side, one line a trial: the best ones strong, the best of all
   * in another colour, the pruned ones grey.
   */
  ParallelPlot parallel(List<String> keys) {
    List<Point> ranked = sweep.ranked();
    List<ParallelPlot.Dimension> dimensions = new ArrayList<>();
    List<ToDoubleFunction<Point>> places = new ArrayList<>();
    for (String key : keys) {
      List<String> names = categories(key);
      places.add(place(key, names));
      dimensions.add(
          names.isEmpty()
              ? numbers(key, ranked.stream().mapToDouble(places.get(places.size() - 1)).toArray())
              : new ParallelPlot.Dimension(key, Axis.ofNames(names)));
    }
    places.add(Point::value);
    dimensions.add(numbers(sweep.figure(), ranked.stream().mapToDouble(Point::value).toArray()));
    List<ParallelPlot.Line> lines = new ArrayList<>();
    int most = Math.min(MOST_FAINT, ranked.size());
    for (int i = most - 1; i >= 0; i--) { // the best last, above the others
      Point point = ranked.get(i);
      int colour = i == 0 ? 1 : point.is(RunState.PRUNED) ? 3 : 0;
      double strength = i == 0 ? 1 : Math.pow(1 - i / (double) most, 3);
      double[] values = places.stream().mapToDouble(place -> place.applyAsDouble(point)).toArray();
      lines.add(new ParallelPlot.Line(values, colour, strength));
    }
    return new ParallelPlot("parallel", "All keys at once", dimensions, lines);
  }

  private static ParallelPlot.Dimension numbers(String label, double[] values) {
    double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    return ParallelPlot.Dimension.ofNumbers(label, low > 0 && high / low > WIDE, values);
  }

  /** Names of values that are no numbers, in their order; none where all are numbers. */
  private List<String> categories(String key) {
    List<String> values =
        sweep.points().stream()
            .filter(p -> p.values().containsKey(key))
            .map(p -> p.values().get(key))
            .distinct()
            .sorted(Comparator.comparing(String::length).thenComparing(s -> s))
            .toList();
    boolean numbers =
        values.stream().allMatch(v -> number(v).matches("-?[0-9.]+([eE][-+]?[0-9]+)?"));
    return numbers ? List.of() : values;
  }

  /** A list of one is that one. */
  private static String number(String value) {
    return value.replaceFirst("^\\[([^,\\[]*)]$", "$1");
  }

  private void cloud(
      List<Series> series,
      String label,
      int colour,
      List<Point> points,
      ToDoubleFunction<Point> x) {
    if (!points.isEmpty()) {
      series.add(
          Series.of(
                  label,
                  colour,
                  Look.POINTS,
                  points.stream().mapToDouble(x).toArray(),
                  points.stream().mapToDouble(Point::value).toArray())
              .notes(points.stream().map(this::note).toList()));
    }
  }

  private String note(Point point) {
    return sweep.id()
        + "/"
        + point.outcome().trial()
        + ": "
        + point.outcome().label()
        + ", "
        + Digits.of(point.value());
  }

  /** The best variants' held-out losses as they went: the median over seeds, and their range. */
  Chart curves() {
    List<Series> series = new ArrayList<>();
    int colour = 0;
    for (var variant : best().entrySet()) {
      Map<Double, List<Double>> at = new TreeMap<>();
      for (Point point : variant.getValue()) {
        for (double[] reading : point.curve()) {
          at.computeIfAbsent(reading[0], epoch -> new ArrayList<>()).add(reading[1]);
        }
      }
      double[] x = at.keySet().stream().mapToDouble(e -> e).toArray();
      double[] middle = at.values().stream().mapToDouble(SweepCharts::median).toArray();
      Series line = Series.of(variant.getKey(), colour++, Look.LINE, x, middle);
      boolean bands = variant.getValue().size() > 1;
      series.add(
          bands
              ? line.band(
                  at.values().stream()
                      .mapToDouble(v -> v.stream().min(Double::compare).orElse(0.0))
                      .toArray(),
                  at.values().stream()
                      .mapToDouble(v -> v.stream().max(Double::compare).orElse(0.0))
                      .toArray())
              : line);
    }
    return Chart.of("curves", "The best as they went", unit(), false, measure(), true, series);
  }

  /** Variants by their best trials, as many as a plot can show. */
  private Map<String, List<Point>> best() {
    Map<String, List<Point>> all = sweep.variants();
    Map<String, List<Point>> best = new LinkedHashMap<>();
    for (Point point : sweep.ranked()) {
      if (best.size() < MOST_CURVES) {
        best.putIfAbsent(
            point.variant().isEmpty() ? "all" : point.variant(), all.get(point.variant()));
      }
    }
    return best;
  }

  /** All trials' curves (the first 300), the pruned ones ending where they were stopped. */
  Chart all() {
    List<Series> series = new ArrayList<>();
    List<Point> points = sweep.points();
    List<double[]> single =
        points.stream().filter(p -> p.curve().size() == 1).map(p -> p.curve().get(0)).toList();
    series.add(
        Series.of(
            "",
            3,
            Look.POINTS,
            single.stream().mapToDouble(p -> p[0]).toArray(),
            single.stream().mapToDouble(p -> p[1]).toArray()));
    for (Point point : points.subList(0, Math.min(MOST_FAINT, points.size()))) {
      if (point.curve().size() > 1) {
        boolean pruned = point.is(RunState.PRUNED);
        series.add(
            Series.of(
                "",
                pruned ? 3 : 0,
                Look.FAINT,
                point.curve().stream().mapToDouble(p -> p[0]).toArray(),
                point.curve().stream().mapToDouble(p -> p[1]).toArray()));
      }
    }
    return Chart.of("all-curves", "Every trial", unit(), false, measure(), true, series);
  }

  private String unit() {
    return sweep.stage() == Stage.META_TRAIN ? "epoch" : "step";
  }

  private String measure() {
    return sweep.stage() == Stage.EVOLVE ? "meta-loss" : "held-out loss";
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
