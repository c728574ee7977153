package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Digits;
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
import java.util.Optional;

/** What came out, as figures; for the head of the report and its summary file. */
public final class KeyResults {
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

  public Optional<ScoredFront.Row> chosen() {
    return record.chosenRow();
  }

  /** What was tuned, as it was before: the recipe's own formula, or the distilled one. */
  Optional<ContestantRuns> untuned() {
    return rule("formula").or(() -> rule("evolved")).or(() -> rule("distilled"));
  }

  /** Whether the front is one of formulas that were judged by running them. */
  private boolean evolved() {
    return record.front().filter(FrontFile::evolved).isPresent();
  }

  private static Tile tile(String label, PairedRatio ratio, String note) {
    return new Tile(label, Digits.ratio(ratio.median()), note);
  }
}
