package io.symlab.experiment.report;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.EvaluationFile.RuleRuns;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Machine;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.MetricsFile.Answers;
import io.symlab.experiment.results.MetricsFile.Ceiling;
import io.symlab.experiment.results.MetricsFile.InputMap;
import io.symlab.experiment.results.MetricsFile.Mapping;
import io.symlab.experiment.results.MetricsFile.RuleMetrics;
import io.symlab.experiment.results.MetricsFile.Trajectory;
import io.symlab.experiment.results.ProvenanceFile;
import io.symlab.experiment.results.ProvenanceFile.StageTime;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Fills a folder with what a small trial would have left; its curves are made up, and fixed. */
final class SmallTrial {
  static final List<String> NAMES = List.of("mt_0", "gt_0", "mt_1", "gt_1", "mt_2", "gt_2");
  private static final FormulaNames COLUMNS = new FormulaNames(NAMES, Signals.NONE);
  static final int RUNS = 3;
  static final int STEPS = 100;

  private static final String BEST = "-tanh(1.8341 * mt_0 + 0.2207 * gt_0) * 0.93";
  private static final String LONG =
      "-tanh(mt_0 * 1.612 + gt_0 * 0.2214 + square(gt_1 - mt_2) * (0.0031 / (0.125 + square(mt_1)))"
          + " - exp(-square(gt_2 * 3.25)) * sqrt(mt_0 - 0.00012)) * (0.9713 + 1.5e-7 * cube(gt_0))";

  private SmallTrial() {}

  static Path make(Path folder, String name) throws IOException {
    String recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse(
                "name = \""
                    + name
                    + "\", evaluate { runs = 3, steps = 100 }, distill.choose = knee",
                "small.conf",
                List.of(),
                folder)
            .get(0)
            .recipe()
            .toJson();
    text(folder, TrialFiles.RECIPE, recipe);
    Files.write(folder.resolve(TrialFiles.EVALUATION), evaluation().toBytes());
    return folder;
  }

  static Path makeWhole(Path folder, String name) throws IOException {
    make(folder, name);
    Files.write(folder.resolve(TrialFiles.FRONT), front().toBytes());
    String tuned = BEST.replace("1.8341", "2.0176").replace("0.93", "1.021");
    Files.write(
        folder.resolve(TrialFiles.TUNED),
        new TunedFile(NAMES, "knee", 10, BEST, tuned, 0.512, 0.471).toBytes());
    Files.write(folder.resolve(TrialFiles.METRICS), metrics().toBytes());
    Files.write(folder.resolve(TrialFiles.PROVENANCE), provenance().toBytes());
    text(folder, TrialFiles.META_LOSS, metaLoss());
    text(
        folder,
        TrialFiles.TUNE_LOSS,
        "step,meta-loss,held-out,best\n50,1.1,0.52,0.52\n100,0.9,0.5,0.5\n");
    return folder;
  }

  /** Has the trial's rates swept, and the better ones evaluated. */
  static void sweep(Path folder) throws IOException {
    var rates =
        new RatesFound(
            2, 2.5, 1.5, List.of(0.5, 1.0, 1.5, 2.0), 4, 100, 9000, List.of(), List.of());
    var ranking = List.of(new TunedFile.Candidate(4, 10, BEST, 0.4321, 2, 4));
    Files.write(
        folder.resolve(TrialFiles.TUNED),
        new TunedFile(NAMES, "meta-loss", 10, BEST, BEST, 0.43, 0.41, ranking, rates).toBytes());
    List<RuleRuns> rules = new ArrayList<>(evaluation().rules());
    rules.add(1, at(rule("learned-swept", "learned-swept x1.5", Double.NaN, 0.31, 0.07), 1.5));
    rules.add(3, at(rule("distilled-swept", "distilled-swept x2.0", Double.NaN, 0.35, 0.06), 2));
    Files.write(
        folder.resolve(TrialFiles.EVALUATION), new EvaluationFile(RUNS, STEPS, rules).toBytes());
  }

  private static RuleRuns at(RuleRuns runs, double factor) {
    return new RuleRuns(
        runs.role(),
        runs.name(),
        runs.learningRate(),
        runs.formula(),
        runs.curves(),
        runs.diverged(),
        runs.accuracy(),
        factor);
  }

  private static MetricsFile metrics() {
    double nan = Double.NaN;
    var learned =
        new RuleMetrics("learned", 1, 1, List.of(5.25, nan), List.of(List.of(0.5), List.of(0.0)));
    var distilled =
        new RuleMetrics(
            "distilled", 0.81, 0.8015, List.of(1.5, 1.0), List.of(List.of(0.5), List.of(0.1)));
    var map =
        new InputMap(
            "mt",
            0.1,
            List.of(-1.0, 0.0, 1.0),
            List.of(
                new Answers("learned", "learned", List.of(0.7, -0.1, -0.8)),
                new Answers("distilled", "distilled", List.of(0.6, 0.0, nan))));
    var trajectory =
        new Trajectory(
            "weight<1>",
            1234,
            List.of(0.5, 0.25, -0.125),
            List.of(
                new Answers("learned", "learned", List.of(-0.01, -0.008, 0.0)),
                new Answers("adam", "adam 0.01", List.of(-0.01, -0.0075, 0.001))));
    return new MetricsFile(
        List.of("mt", "gt"),
        new Ceiling(5000, 42, 0.95, 0.92, 0.9162),
        new Mapping(10, 0.82, 0.8288),
        List.of(learned, distilled),
        List.of(map),
        List.of(trajectory));
  }

  private static FrontFile front() {
    List<ScoredFront.Row> rows = new ArrayList<>();
    row(rows, 1, 0.91, "0.0003");
    row(rows, 2, 0.62, "-mt_0");
    row(rows, 4, 0.31, "tanh(mt_0) * -0.8823");
    row(rows, 6, 0.255, "-tanh(mt_0 * 1.7021)");
    row(rows, 10, 0.17, BEST);
    row(rows, 15, 0.158, "-tanh(mt_0 * 1.81 + gt_0 * (0.2 + square(mt_1))) * 0.94");
    row(rows, 38, 0.1512, LONG);
    var marks = Map.of(FrontChoice.BEST, 2, FrontChoice.ACCURACY, 6, FrontChoice.KNEE, 4);
    return new FrontFile(COLUMNS, new ScoredFront(rows, marks), "knee", 200, 8_123_456, true);
  }

  private static void row(List<ScoredFront.Row> rows, int complexity, double loss, String text) {
    double score =
        rows.isEmpty()
            ? 0
            : Math.log(rows.get(rows.size() - 1).loss() / loss)
                / (complexity - rows.get(rows.size() - 1).complexity());
    rows.add(
        new ScoredFront.Row(
            complexity,
            loss,
            score,
            1 - loss,
            OptionalDouble.of(0.99 - loss),
            OptionalDouble.of(0.98 - 1.05 * loss),
            COLUMNS.parse(text)));
  }

  private static EvaluationFile evaluation() {
    List<RuleRuns> rules = new ArrayList<>();
    rules.add(rule("learned", "learned", Double.NaN, 0.36, 0.06));
    rules.add(rule("distilled", "distilled", Double.NaN, 0.41, 0.055));
    rules.add(rule("tuned", "tuned", Double.NaN, 0.38, 0.058));
    for (double rate : new double[] {0.001, 0.003, 0.01, 0.03}) {
      double off = Math.abs(Math.log10(rate / 0.01));
      rules.add(rule("adam", "adam " + rate, rate, 0.35 + 0.4 * off, 0.06 - 0.03 * off));
    }
    for (double rate : new double[] {0.01, 0.03, 0.1}) {
      double off = Math.abs(Math.log10(rate / 0.03));
      rules.add(rule("momentum", "momentum " + rate, rate, 0.45 + 0.4 * off, 0.04));
    }
    rules.add(rule("sgd", "sgd 0.1", 0.1, 0.7, 0.03));
    rules.add(diverged(rule("sgd", "sgd 3", 3, 0.7, 0.03)));
    return new EvaluationFile(RUNS, STEPS, rules);
  }

  private static RuleRuns rule(String role, String name, double rate, double floor, double speed) {
    List<List<Double>> curves = new ArrayList<>();
    List<Double> accuracy = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      var random = Randomness.stream(7, name, run);
      List<Double> curve = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        double noise = 1 + 0.12 * (random.nextDouble() - 0.5);
        curve.add((floor + (2.31 - floor) * Math.exp(-speed * step)) * (step == 0 ? 1 : noise));
      }
      curves.add(curve);
      accuracy.add(0.95 - 0.2 * floor + 0.005 * run);
    }
    boolean symbolic = role.equals("distilled") || role.equals("tuned");
    return new RuleRuns(
        role, name, rate, symbolic ? BEST : "", curves, Collections.nCopies(RUNS, false), accuracy);
  }

  private static RuleRuns diverged(RuleRuns rule) {
    List<List<Double>> curves = new ArrayList<>();
    for (List<Double> curve : rule.curves()) {
      List<Double> gone = new ArrayList<>(Collections.nCopies(STEPS, Double.NaN));
      Collections.copy(gone, curve.subList(0, 5));
      curves.add(gone);
    }
    return new RuleRuns(
        rule.role(),
        rule.name(),
        rule.learningRate(),
        "",
        curves,
        Collections.nCopies(RUNS, true),
        Collections.nCopies(RUNS, Double.NaN));
  }

  private static ProvenanceFile provenance() {
    return new ProvenanceFile(
        "e7",
        1,
        "",
        "0.1.0",
        "3fa94c1d",
        1,
        "12,000 + 2,000 rendered digits, seed 1",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        new Machine("Linux 6.1, amd64", "Some Processor @ 2.60GHz", 2, "17.0.15, Debian"),
        "2026-11-23T07:41:09Z",
        "2026-11-23T07:44:40Z",
        List.of(
            new StageTime("meta-train", 71.3, 1),
            new StageTime("distill", 64.02, 2),
            new StageTime("meta-tune", 9.87, 1),
            new StageTime("evaluate", 31, 1)));
  }

  private static String metaLoss() {
    var out = new StringBuilder("epoch,meta-loss,final-loss,held-out\n");
    for (int epoch = 1; epoch <= 60; epoch++) {
      var random = Randomness.stream(3, "meta", epoch);
      double loss = 0.6 + 1.7 * Math.exp(-epoch / 15.0) + 0.1 * random.nextDouble();
      out.append(epoch).append(',').append(loss).append(',').append(0.6 * loss).append(',');
      out.append(epoch % 5 == 0 ? String.valueOf(0.55 * loss) : "").append('\n');
    }
    return out.toString();
  }

  private static void text(Path folder, String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}
