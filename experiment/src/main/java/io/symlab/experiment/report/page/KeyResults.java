package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.PairedRatio;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came out, as figures and as sentences; for the head of the report and its summary file. */
public final class KeyResults {
  /** Fewer pairs than this have no 95 % interval for a median. */
  private static final int ENOUGH_RUNS = 6;

  private final TrialRecord record;
  private final EvaluationFile file;
  private final Evaluation evaluation;

  public KeyResults(TrialRecord record) {
    this.record = record;
    this.file = record.evaluation();
    this.evaluation = file.evaluation();
  }

  /** A figure to show large: what it is, its value, what it means. */
  record Tile(String label, String value, String note) {}

  public Optional<ContestantRuns> rule(String role) {
    return evaluation.best(role);
  }

  /** A rule at the best of its swept rates; as it is where that was no other, or none was swept. */
  public Optional<ContestantRuns> swept(String role) {
    return rule(EvaluationFile.swept(role)).or(() -> rule(role));
  }

  /** The rates that a sweep has found. */
  public Optional<RatesFound> rates() {
    return record.tuned().map(TunedFile::rates).filter(RatesFound::swept);
  }

  /** The baseline that ends lowest. */
  public Optional<ContestantRuns> bestBaseline() {
    return file.baselines().stream()
        .flatMap(kind -> evaluation.best(kind).stream())
        .min(Comparator.comparingDouble(ContestantRuns::last10));
  }

  /** Adam where it was swept, the best baseline otherwise. */
  public Optional<ContestantRuns> yardstick() {
    return rule("adam").or(this::bestBaseline);
  }

  public Optional<PairedRatio> ratio(
      Optional<ContestantRuns> rule, Optional<ContestantRuns> other) {
    return rule.flatMap(one -> other.map(two -> Evaluation.ratio(one, two)));
  }

  /** Mean loss before the first update: the same for every rule. */
  public double start() {
    return file.rules().stream()
        .flatMap(rule -> rule.curves().stream())
        .filter(curve -> !curve.isEmpty() && Double.isFinite(curve.get(0)))
        .mapToDouble(curve -> curve.get(0))
        .average()
        .orElse(Double.NaN);
  }

  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    yardstick()
        .ifPresent(
            other ->
                ratio(rule("learned"), Optional.of(other))
                    .ifPresent(
                        ratio -> tiles.add(tile("learned / " + other.name(), ratio, "end loss"))));
    ratio(rule("distilled"), rule("learned"))
        .ifPresent(ratio -> tiles.add(tile("distilled / learned", ratio, "end loss")));
    yardstick()
        .flatMap(other -> ratio(rule("evolved"), Optional.of(other)))
        .ifPresent(
            ratio ->
                tiles.add(
                    tile("evolved / " + yardstick().orElseThrow().name(), ratio, "end loss")));
    ratio(rule("evolved"), rule("distilled"))
        .ifPresent(ratio -> tiles.add(tile("evolved / distilled", ratio, "end loss")));
    ratio(rule("tuned"), untuned())
        .ifPresent(
            ratio ->
                tiles.add(tile("tuned / " + untuned().orElseThrow().role(), ratio, "end loss")));
    rates()
        .flatMap(rates -> ratio(rule("tuned"), swept("learned")))
        .ifPresent(ratio -> tiles.add(tile("tuned / learned, swept", ratio, "end loss")));
    chosen()
        .ifPresent(
            row -> {
              if (!evolved()) {
                tiles.add(
                    new Tile(
                        "R² test",
                        Digits.share(row.r2Test()),
                        "train " + Digits.share(row.r2Train())));
              }
              tiles.add(new Tile("formula", Integer.toString(row.complexity()), "nodes"));
            });
    return tiles;
  }

  List<String> sentences() {
    List<String> said = new ArrayList<>();
    rule("learned").ifPresent(learned -> said.add(ofLearned(learned)));
    chosen().ifPresent(row -> said.add(ofFormula(row)));
    ratio(rule("distilled"), rule("learned"))
        .ifPresent(
            ratio ->
                said.add(
                    "Run as an optimizer, the formula ends at "
                        + end(rule("distilled").orElseThrow())
                        + ", "
                        + times(ratio)
                        + " the learned optimizer’s end on the same problems."));
    rule("evolved").ifPresent(rule -> said.add(ofEvolved(rule)));
    record.tuned().filter(TunedFile::given).ifPresent(tuned -> said.add(ofGiven(tuned)));
    rates().ifPresent(rates -> said.add(ofRates(rates)));
    record.tuned().ifPresent(tuned -> said.add(ofTuning(tuned.changed())));
    rates().flatMap(this::ofFairness).ifPresent(said::add);
    diverged().ifPresent(said::add);
    edges().ifPresent(said::add);
    if (file.runs() < ENOUGH_RUNS) {
      said.add(
          "With "
              + file.runs()
              + (file.runs() == 1 ? " run" : " runs")
              + " per rule, small differences are noise: ask for 10 or more"
              + " (<code>evaluate.runs</code>) before claiming one of 10 %.");
    }
    return said;
  }

  public Optional<ScoredFront.Row> chosen() {
    return record.chosenRow();
  }

  /** What was tuned, as it was before: the recipe's own formula, or the distilled one. */
  private Optional<ContestantRuns> untuned() {
    return rule("formula").or(() -> rule("evolved")).or(() -> rule("distilled"));
  }

  /** Whether the front is one of formulas that were judged by running them. */
  private boolean evolved() {
    return record.front().filter(FrontFile::evolved).isPresent();
  }

  private String ofEvolved(ContestantRuns evolved) {
    String text = "Run as an optimizer, the evolved formula ends at " + end(evolved);
    var ratio = ratio(Optional.of(evolved), yardstick());
    return text
        + ratio
            .map(known -> ", " + times(known) + " what " + known(yardstick()) + " reaches")
            .orElse("")
        + ratio(Optional.of(evolved), rule("distilled"))
            .map(known -> ", and " + times(known) + " the distilled one’s end")
            .orElse("")
        + ".";
  }

  private static String known(Optional<ContestantRuns> yardstick) {
    ContestantRuns rule = yardstick.orElseThrow();
    return Xml.escape(rule.name()) + " (" + end(rule) + ")";
  }

  private String ofLearned(ContestantRuns learned) {
    String text =
        "The learned optimizer takes the loss from "
            + Digits.of(start())
            + " to "
            + end(learned)
            + " in "
            + Digits.whole(file.steps())
            + " steps";
    var other = yardstick();
    var ratio = ratio(Optional.of(learned), other);
    if (ratio.isPresent()) {
      ContestantRuns yard = other.orElseThrow();
      text +=
          ": "
              + times(ratio.get())
              + " what "
              + Xml.escape(yard.name())
              + " reaches ("
              + end(yard)
              + "), the best of its swept learning rates";
    }
    return text + ".";
  }

  private String ofFormula(ScoredFront.Row row) {
    var front = record.front().orElseThrow();
    if (front.evolved()) {
      return String.format(
          Locale.ROOT,
          "A formula of %d nodes, chosen as <em>%s</em> from an evolved front of %d.",
          row.complexity(),
          front.choice(),
          front.rows().size());
    }
    double test = row.r2Test().orElse(Double.NaN);
    String seen =
        Double.isFinite(test)
            ? "explains "
                + Digits.percent(test)
                + " of the variance of its updates on rollouts that the islands never saw ("
                + Digits.percent(row.r2Train())
                + " on those they learned from)"
            : "explains "
                + Digits.percent(row.r2Train())
                + " of the variance of its updates on the rollouts it was learned from";
    return String.format(
        Locale.ROOT,
        "A formula of %d nodes, chosen as <em>%s</em> from a front of %d, %s.",
        row.complexity(),
        front.choice(),
        front.rows().size(),
        seen);
  }

  private String ofGiven(TunedFile tuned) {
    return "What was tuned is the recipe’s own formula of "
        + tuned.complexity()
        + " nodes"
        + rule("formula").map(rule -> ", which ends at " + end(rule)).orElse("")
        + ".";
  }

  private String ofRates(RatesFound rates) {
    String formula =
        "Over rates from "
            + Digits.plain(rates.factors().get(0))
            + " to "
            + Digits.plain(rates.factors().get(rates.factors().size() - 1))
            + " times the recipe’s, tried on "
            + rates.problems()
            + (rates.problems() == 1 ? " other problem" : " other problems")
            + ", the formula is best at "
            + times(rates, rates.distilled())
            + (rule("learned").isPresent()
                ? " and the learned optimizer at " + times(rates, rates.learned())
                : "");
    return formula
        + untuned()
            .filter(plain -> rates.distilled() != 1)
            .map(plain -> ": the formula then ends at " + end(swept(plain.role()).orElse(plain)))
            .orElse("")
        + rule("learned")
            .filter(plain -> rates.learned() != 1)
            .map(plain -> ", the optimizer at " + end(swept("learned").orElse(plain)))
            .orElse("")
        + ". That took "
        + Digits.whole(rates.taken())
        + " steps of the optimizee, the trials of all formulas included.";
  }

  private static String times(RatesFound rates, double factor) {
    return Digits.plain(factor) + (rates.atEdge(factor) ? " (the edge of what was tried)" : "");
  }

  /** Both at rates that were looked for. */
  private Optional<String> ofFairness(RatesFound rates) {
    return ratio(rule("tuned"), swept("learned"))
        .map(
            ratio ->
                "With both at rates that were looked for, the tuned formula ends at "
                    + times(ratio)
                    + " the learned optimizer’s end.");
  }

  private String ofTuning(boolean changed) {
    if (!changed) {
      return "Tuning its constants found nothing better, or was not asked for.";
    }
    boolean rate =
        record.tuned().map(TunedFile::rates).filter(r -> r.tuned() != r.distilled()).isPresent();
    return ratio(rule("tuned"), untuned())
        .map(
            ratio ->
                (rate
                        ? "With constants and rate tuned it ends at "
                        : "With tuned constants it ends at ")
                    + end(rule("tuned").orElseThrow())
                    + ", "
                    + times(ratio)
                    + " the untuned formula’s end.")
        .orElse("Its constants were tuned.");
  }

  private Optional<String> diverged() {
    List<String> names =
        List.of("learned", "distilled", "evolved", "formula", "tuned").stream()
            .flatMap(role -> rule(role).stream())
            .filter(rule -> rule.divergedRuns() > 0)
            .map(rule -> rule.role() + " (" + rule.divergedRuns() + " of " + file.runs() + " runs)")
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("<strong>Diverged:</strong> " + String.join(", ", names) + ".");
  }

  /** A best rate at the end of its sweep may not be the best one there is. */
  private Optional<String> edges() {
    List<String> names = new ArrayList<>();
    for (String kind : file.baselines()) {
      List<EvaluationFile.RuleRuns> swept =
          file.rules().stream()
              .filter(rule -> rule.role().equals(kind))
              .sorted(Comparator.comparingDouble(EvaluationFile.RuleRuns::learningRate))
              .toList();
      String best = evaluation.best(kind).map(ContestantRuns::name).orElse("");
      if (best.equals(swept.get(0).name()) || best.equals(swept.get(swept.size() - 1).name())) {
        names.add(Xml.escape(best));
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The best rate lies at the edge of the sweep for "
                + String.join(", ", names)
                + ": a wider one (<code>evaluate.baselines</code>) may find better.");
  }

  private static String end(ContestantRuns rule) {
    return Digits.of(rule.last10());
  }

  private static String times(PairedRatio ratio) {
    return Digits.ratio(ratio.median()) + " times";
  }

  private static Tile tile(String label, PairedRatio ratio, String note) {
    return new Tile(label, Digits.ratio(ratio.median()), note);
  }
}
