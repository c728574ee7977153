package io.symlab.experiment.report.page;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.sweep.EarlyStopping;
import io.symlab.experiment.sweep.SweepPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials of a sweep side by side, from what they left in their folders so far.
 *
 * @param id of the experiment
 * @param stage whose figure trials are compared by
 * @param figure its name
 */
public record SweepRecord(
    String id,
    String name,
    String state,
    SweepPlan plan,
    Stage stage,
    String figure,
    List<Point> points) {

  /**
   * How a trial stands.
   *
   * @param state as people write it
   * @param cause of its end, where there is something to say
   * @param rungs what it reported at the rungs that it came to
   */
  public record Outcome(int trial, String label, String state, String cause, List<Double> rungs) {}

  /**
   * A trial.
   *
   * @param values of the swept keys, as they are written; empty before it has begun
   * @param value of the figure so far; NaN where it is not known
   * @param curve of held-out losses over epochs; empty where there is none
   */
  public record Point(
      Outcome outcome, Map<String, String> values, double value, List<double[]> curve) {
    /** Its label without the seed. */
    public String variant() {
      return outcome.label().replaceFirst("(^|, )seed=[0-9]+$", "");
    }

    /** How far its curve goes: epochs of meta-training, steps of tuning. */
    public double reached() {
      return curve.isEmpty() ? 0 : curve.get(curve.size() - 1)[0];
    }

    boolean is(RunState state) {
      return state.is(outcome.state());
    }
  }

  /**
   * Reads an experiment's folder; trials that have none are listed without values.
   *
   * @throws io.symlab.experiment.results.ResultFormatException when a file is damaged
   */
  public static SweepRecord read(
      Path folder, String id, String name, String state, SweepPlan plan, List<Outcome> outcomes)
      throws IOException {
    boolean searched =
        outcomes.stream()
            .map(outcome -> folder.resolve(String.valueOf(outcome.trial())))
            .filter(trial -> Files.notExists(trial.resolve(TrialFiles.META_LOSS)))
            .anyMatch(trial -> Files.exists(trial.resolve(TrialFiles.EVOLVE_LOSS)));
    Stage stage =
        plan.earlyStopping()
            .map(EarlyStopping::stage)
            .orElse(searched ? Stage.EVOLVE : Stage.META_TRAIN);
    String figure = plan.earlyStopping().map(EarlyStopping::figure).orElse("best");
    List<Point> points = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      points.add(
          point(folder.resolve(String.valueOf(outcome.trial())), outcome, plan, stage, figure));
    }
    return new SweepRecord(id, name, state, plan, stage, figure, List.copyOf(points));
  }

  private static Point point(
      Path folder, Outcome outcome, SweepPlan plan, Stage stage, String figure) throws IOException {
    Path recipe = folder.resolve(TrialFiles.RECIPE);
    Map<String, String> values = new LinkedHashMap<>();
    if (Files.exists(recipe)) {
      Config config = ConfigFactory.parseString(Files.readString(recipe, StandardCharsets.UTF_8));
      for (String key : plan.keys()) {
        if (config.hasPath(key)) {
          values.put(key, shown(config.getValue(key)));
        }
      }
    }
    if (stage == Stage.DISTILL) {
      return new Point(outcome, values, ofFront(folder, figure), List.of());
    }
    Path file = folder.resolve(curve(stage));
    if (!Files.exists(file)) {
      return new Point(outcome, values, Double.NaN, List.of());
    }
    CurveFile curve = CurveFile.ofBytes(Files.readAllBytes(file), file.toString());
    return new Point(outcome, values, ofCurve(curve, figure), course(curve));
  }

  private static String shown(ConfigValue value) {
    return value.unwrapped() instanceof String text
        ? text
        : value.render(ConfigRenderOptions.concise()).replace("\"", "").replace(",", ", ");
  }

  private static double ofFront(Path folder, String figure) throws IOException {
    Path file = folder.resolve(TrialFiles.FRONT);
    if (!Files.exists(file)) {
      return Double.NaN;
    }
    FrontFile front = FrontFile.ofBytes(Files.readAllBytes(file), file.toString());
    if (front.rows().isEmpty()) {
      return Double.NaN;
    }
    var row = front.front().accuracy();
    return switch (figure) {
      case "loss" -> row.loss();
      case "r2-train" -> row.r2Train();
      default -> row.r2Validation().orElse(Double.NaN);
    };
  }

  private static String curve(Stage stage) {
    return switch (stage) {
      case META_TRAIN -> TrialFiles.META_LOSS;
      case EVOLVE -> TrialFiles.EVOLVE_LOSS;
      default -> TrialFiles.TUNE_LOSS;
    };
  }

  private static double ofCurve(CurveFile curve, String figure) {
    double[] column = curve.column(figure.equals("meta-loss") ? "meta-loss" : measured(curve));
    double value = Double.NaN;
    for (double x : column) {
      boolean better = Double.isNaN(value) || x < value;
      if (!Double.isNaN(x) && (better || !figure.equals("best"))) {
        value = x;
      }
    }
    return value;
  }

  private static List<double[]> course(CurveFile curve) {
    double[] x = curve.column(curve.columns().get(0));
    double[] y = curve.column(measured(curve));
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(y[i])) {
        points.add(new double[] {x[i], y[i]});
      }
    }
    return points;
  }

  /** A search by meta-loss has nothing held out before its end. */
  private static String measured(CurveFile curve) {
    return curve.columns().contains("held-out") ? "held-out" : "best";
  }

  /** Whether more of the figure is better. */
  boolean moreIsBetter() {
    return figure.startsWith("r2");
  }

  /**
   * Those with a figure, the best first: those that went to their end before those that were pruned
   * and are compared at less.
   */
  public List<Point> ranked() {
    Comparator<Point> byValue =
        Comparator.comparingDouble(point -> moreIsBetter() ? -point.value() : point.value());
    return points.stream()
        .filter(point -> !Double.isNaN(point.value()))
        .sorted(
            Comparator.comparing((Point point) -> point.is(RunState.PRUNED))
                .thenComparing(byValue)
                .thenComparing(point -> point.outcome().trial()))
        .toList();
  }

  /** The best one. */
  Optional<Point> best() {
    return ranked().stream().findFirst();
  }

  /** The trials of each variant, in the order of their first trials. */
  Map<String, List<Point>> variants() {
    Map<String, List<Point>> variants = new LinkedHashMap<>();
    for (Point point : points) {
      variants.computeIfAbsent(point.variant(), key -> new ArrayList<>()).add(point);
    }
    return variants;
  }
}
