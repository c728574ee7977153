package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.EvaluationFile;
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

/** What came out, as sentences for the head of the report. */
final class KeySentences {
  /** Fewer pairs than this have no 95 % interval for a median. */
  private static final int ENOUGH_RUNS = 6;

  private final TrialRecord record;
  private final KeyResults results;
  private final EvaluationFile file;
  private final Evaluation evaluation;

  KeySentences(TrialRecord record, KeyResults results) {
    this.record = record;
    this.results = results;
    this.file = record.evaluation();
    this.evaluation = file.evaluation();
  }

  List<String> all() {
    List<String> said = new ArrayList<>();
    results.rule("learned").ifPresent(learned -> said.add(ofLearned(learned)));
    results.chosen().ifPresent(row -> said.add(ofFormula(row)));
    results
        .ratio(results.rule("distilled"), results.rule("learned"))
        .ifPresent(
            ratio ->
                said.add(
                    "Run as an optimizer, the formula ends at "
                        + end(results.rule("distilled").orElseThrow())
                        + ", "
                        + times(ratio)
                        + " the learned optimizer’s end on the same problems."));
    results.rule("evolved").ifPresent(rule -> said.add(ofEvolved(rule)));
    record.tuned().filter(TunedFile::given).ifPresent(tuned -> said.add(ofGiven(tuned)));
    results.rates().ifPresent(rates -> said.add(ofRates(rates)));
    record.tuned().ifPresent(tuned -> said.add(ofTuning(tuned.changed())));
    results.rates().flatMap(this::ofFairness).ifPresent(said::add);
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

  private String ofEvolved(ContestantRuns evolved) {
    String text = "Run as an optimizer, the evolved formula ends at " + end(evolved);
    var ratio = results.ratio(Optional.of(evolved), results.yardstick());
    return text
        + ratio
            .map(known -> ", " + times(known) + " what " + known(results.yardstick()) + " reaches")
            .orElse("")
        + results
            .ratio(Optional.of(evolved), results.rule("distilled"))
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
            + Digits.of(results.start())
            + " to "
            + end(learned)
            + " in "
            + Digits.whole(file.steps())
            + " steps";
    var other = results.yardstick();
    var ratio = results.ratio(Optional.of(learned), other);
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
        + results.rule("formula").map(rule -> ", which ends at " + end(rule)).orElse("")
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
            + (results.rule("learned").isPresent()
                ? " and the learned optimizer at " + times(rates, rates.learned())
                : "");
    return formula
        + results
            .untuned()
            .filter(plain -> rates.distilled() != 1)
            .map(
                plain ->
                    ": the formula then ends at " + end(results.swept(plain.role()).orElse(plain)))
            .orElse("")
        + results
            .rule("learned")
            .filter(plain -> rates.learned() != 1)
            .map(plain -> ", the optimizer at " + end(results.swept("learned").orElse(plain)))
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
    return results
        .ratio(results.rule("tuned"), results.swept("learned"))
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
    return results
        .ratio(results.rule("tuned"), results.untuned())
        .map(
            ratio ->
                (rate
                        ? "With constants and rate tuned it ends at "
                        : "With tuned constants it ends at ")
                    + end(results.rule("tuned").orElseThrow())
                    + ", "
                    + times(ratio)
                    + " the untuned formula’s end.")
        .orElse("Its constants were tuned.");
  }

  private Optional<String> diverged() {
    List<String> names =
        List.of("learned", "distilled", "evolved", "formula", "tuned").stream()
            .flatMap(role -> results.rule(role).stream())
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
}
