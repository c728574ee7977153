package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Axis;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Palette;
import io.symlab.experiment.report.chart.Series;
import io.symlab.experiment.report.chart.Series.Look;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The plots of a report, made from what a trial has left. */
public final class Charts {
  /** More points than this make a plot heavy and no finer. */
  private static final int MOST_POINTS = 700;

  private Charts() {}

  /** Mean loss over runs, with the tenth to ninetieth percentile, of each rule at its best. */
  public static Chart evaluation(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    List<Series> series = new ArrayList<>();
    double start = 0;
    for (String role : roles(file)) {
      ContestantRuns rule = evaluation.best(role).orElseThrow();
      ContestantRuns.Band band = rule.band();
      int[] kept = kept(band.mean().length);
      double[] x = Arrays.stream(kept).asDoubleStream().toArray();
      double[] mean = at(band.mean(), kept);
      start = Math.max(start, mean.length > 0 && Double.isFinite(mean[0]) ? mean[0] : 0);
      series.add(
          Series.of(name(rule), colour(role, file), look(role, file), x, mean)
              .band(at(band.low(), kept), at(band.high(), kept)));
    }
    Chart chart =
        Chart.of("evaluation", "Loss on held-out problems", "step", false, "loss", true, series);
    // A rule that climbs far above the start would press all others flat.
    return cut(chart, 4 * start);
  }

  /** With what lies above a height left out, which the axis says; as it is where nothing does. */
  private static Chart cut(Chart chart, double ceiling) {
    Axis y = chart.y();
    if (!(ceiling > 0 && y.high() > ceiling && y.low() < ceiling)) {
      return chart;
    }
    return chart
        .withY(new Axis(y.log(), y.low(), ceiling))
        .withYLabel(chart.yLabel() + ", cut off at " + Digits.of(ceiling));
  }

  /** How each baseline's end depends on its learning rate. */
  public static Chart sweeps(EvaluationFile file) {
    List<Series> series = new ArrayList<>();
    for (String kind : file.baselines()) {
      List<EvaluationFile.RuleRuns> rules =
          file.rules().stream()
              .filter(rule -> rule.role().equals(kind))
              .sorted(Comparator.comparingDouble(EvaluationFile.RuleRuns::learningRate))
              .toList();
      List<ContestantRuns> judged =
          file.evaluation().rules().stream().filter(rule -> rule.role().equals(kind)).toList();
      double[] rates = rules.stream().mapToDouble(rule -> rule.learningRate()).toArray();
      double[] ends =
          rules.stream()
              .mapToDouble(
                  rule ->
                      judged.stream()
                          .filter(one -> one.name().equals(rule.name()))
                          .findFirst()
                          .orElseThrow()
                          .last10())
              .toArray();
      series.add(
          Series.of(kind, colour(kind, file), Look.LINE_AND_POINTS, rates, ends)
              .notes(rules.stream().map(rule -> rule.name()).toList()));
    }
    Chart chart =
        Chart.of(
            "baselines",
            "Baselines over their learning rates",
            "learning rate",
            true,
            "mean of the last 10 losses",
            true,
            series);
    // Rates that diverge end anywhere, at 1e56 for one.
    double start =
        file.evaluation().rules().stream()
            .map(rule -> rule.band().mean())
            .filter(mean -> mean.length > 0 && Double.isFinite(mean[0]))
            .mapToDouble(mean -> mean[0])
            .max()
            .orElse(0);
    return cut(chart, 100 * start);
  }

  /**
   * Loss against complexity, the chosen formula ringed.
   *
   * @param chosen its row; -1 for none
   */
  static Chart front(FrontFile front, int chosen, Loss loss) {
    double[] x = front.rows().stream().mapToDouble(ScoredFront.Row::complexity).toArray();
    double[] y = front.rows().stream().mapToDouble(ScoredFront.Row::loss).toArray();
    List<Series> series = new ArrayList<>();
    series.add(
        Series.of("front", Palette.DISTILLED, Look.LINE_AND_POINTS, x, y)
            .notes(front.rows().stream().map(row -> note(front, row)).toList()));
    if (chosen >= 0) {
      ScoredFront.Row row = front.rows().get(chosen);
      series.add(
          Series.of(
              "chosen (" + front.choice() + ")",
              Palette.LEARNED,
              Look.RING,
              new double[] {row.complexity()},
              new double[] {row.loss()}));
    }
    if (front.evolved()) {
      double[] elsewhere = front.rows().stream().mapToDouble(ScoredFront.Row::validated).toArray();
      series.add(Series.of("other problems", 3, Look.DASHED, x, elsewhere));
      return Chart.of("front", "The front", "complexity (nodes)", false, "meta-loss", true, series);
    }
    String unit = loss.equals(Loss.SQUARE) ? "mean squared error" : "loss: " + loss.text();
    return Chart.of("front", "The front", "complexity (nodes)", false, unit, true, series);
  }

  /** R2 against complexity, on the rows learned from and on rollouts never seen. */
  static Chart r2(FrontFile front) {
    double[] x = front.rows().stream().mapToDouble(ScoredFront.Row::complexity).toArray();
    List<Series> series = new ArrayList<>();
    series.add(Series.of("train", 3, Look.DOTTED, x, r2(front, ScoredFront.Row::r2Train)));
    series.add(
        Series.of(
            "validation",
            Palette.LEARNED,
            Look.DASHED,
            x,
            r2(front, row -> row.r2Validation().orElse(Double.NaN))));
    series.add(
        Series.of(
                "test",
                Palette.DISTILLED,
                Look.LINE_AND_POINTS,
                x,
                r2(front, row -> row.r2Test().orElse(Double.NaN)))
            .notes(front.rows().stream().map(row -> note(front, row)).toList()));
    List<Series> known =
        series.stream().filter(one -> Arrays.stream(one.y()).anyMatch(Double::isFinite)).toList();
    Chart chart =
        Chart.of("r2", "Explained variance", "complexity (nodes)", false, "R²", false, known);
    // Below zero a formula is worse than the mean; how much worse is of no interest.
    Axis y = chart.y();
    return y.low() < -0.25 ? chart.withY(new Axis(false, -0.25, Math.max(0.25, y.high()))) : chart;
  }

  /** A stage's readings over its counter. */
  static Chart curve(CurveFile curve, String name, String title) {
    String counter = curve.columns().get(0);
    double[] x = curve.column(counter);
    int[] kept = kept(x.length);
    List<Series> series = new ArrayList<>();
    if (curve.columns().contains("meta-loss")) {
      double[] y = curve.column("meta-loss");
      int[] made = Arrays.stream(kept).filter(i -> !isRepeated(y, i)).toArray();
      series.add(
          Series.of(
              "meta-loss (mean over the epoch)",
              Palette.LEARNED,
              Look.LINE,
              at(x, made),
              at(y, made)));
    }
    if (curve.columns().contains("births")) {
      series.add(
          Series.of(
              "best meta-loss",
              Palette.LEARNED,
              Look.LINE,
              at(x, kept),
              at(curve.column("best"), kept)));
    }
    if (curve.columns().contains("final-loss")) {
      series.add(
          Series.of(
              "loss at the epoch's end",
              3,
              Look.FAINT,
              at(x, kept),
              at(curve.column("final-loss"), kept)));
    }
    if (curve.columns().contains("held-out")) {
      double[] y = curve.column("held-out");
      int[] made =
          IntStream.range(0, y.length)
              .filter(i -> Double.isFinite(y[i]) && !isRepeated(y, i))
              .toArray();
      series.add(
          Series.of("held out", Palette.DISTILLED, Look.LINE_AND_POINTS, at(x, made), at(y, made)));
    }
    return Chart.of(name, title, counter, false, "loss", true, series);
  }

  /** A reading may be repeated until the next one is made. */
  private static boolean isRepeated(double[] y, int i) {
    return i > 0 && y[i] == y[i - 1];
  }

  /** The roles to show, symbolic and learned ones first. */
  public static List<String> roles(EvaluationFile file) {
    return file.rules().stream().map(EvaluationFile.RuleRuns::role).distinct().toList();
  }

  static String name(ContestantRuns rule) {
    return rule.name().startsWith(rule.role()) ? rule.name() : rule.role();
  }

  private static int colour(String role, EvaluationFile file) {
    return switch (EvaluationFile.plain(role)) {
      case "learned" -> Palette.LEARNED;
      case "distilled" -> Palette.DISTILLED;
      case "evolved" -> Palette.EVOLVED;
      case "tuned" -> Palette.TUNED;
      default -> {
        int baseline = file.baselines().indexOf(role);
        yield baseline < 0 ? roles(file).indexOf(role) : Palette.FIRST_BASELINE + baseline;
      }
    };
  }

  private static Look look(String role, EvaluationFile file) {
    int baseline = file.baselines().indexOf(role);
    if (EvaluationFile.isSwept(role)) {
      return Look.DASHED;
    }
    return baseline < 0 ? Look.LINE : baseline == 0 ? Look.DASHED : Look.DOTTED;
  }

  private static String note(FrontFile front, ScoredFront.Row row) {
    return row.complexity()
        + " nodes, loss "
        + Digits.of(row.loss())
        + (front.evolved() ? "" : ", R² test " + Digits.share(row.r2Test()))
        + "\n"
        + front.text(row);
  }

  private static double[] r2(
      FrontFile front, java.util.function.ToDoubleFunction<ScoredFront.Row> which) {
    return front.rows().stream().mapToDouble(which).toArray();
  }

  /** Evenly chosen indices, the first and the last among them. */
  private static int[] kept(int n) {
    int m = Math.min(n, MOST_POINTS);
    return IntStream.range(0, m)
        .map(i -> m == 1 ? 0 : (int) Math.round(i * (n - 1.0) / (m - 1)))
        .toArray();
  }

  private static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
