package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.PairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of the evaluation: every rule at its best, and every rate of the sweeps. */
final class RuleTables {
  private RuleTables() {}

  static String rules(TrialRecord record, KeyResults findings) {
    EvaluationFile file = record.evaluation();
    Evaluation evaluation = file.evaluation();
    Optional<ContestantRuns> yardstick = findings.yardstick();
    String yardName = yardstick.map(ContestantRuns::name).orElse("Adam");
    boolean accuracy =
        evaluation.rules().stream().anyMatch(rule -> Double.isFinite(rule.accuracy()));
    List<String> heads =
        new ArrayList<>(
            List.of(
                "rule",
                "last 10 losses",
                "× " + yardName,
                "interval",
                "steps to " + yardName + "’s end",
                "speed-up over " + yardName));
    if (accuracy) {
      heads.add("test accuracy");
    }
    heads.add("diverged");
    var rows = new StringBuilder();
    for (String role : Charts.roles(file)) {
      ContestantRuns rule = evaluation.best(role).orElseThrow();
      List<String> cells = new ArrayList<>();
      cells.add(Xml.escape(Charts.name(rule)));
      cells.add(Digits.of(rule.last10()));
      cells.addAll(against(rule, yardstick));
      if (accuracy) {
        cells.add(Digits.percent(rule.accuracy()));
      }
      cells.add(rule.divergedRuns() + " of " + file.runs());
      rows.append(Markup.row(cells));
    }
    return Markup.table("figures", heads, rows.toString());
  }

  static String sweeps(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    var rows = new StringBuilder();
    for (int i = 0; i < file.rules().size(); i++) {
      EvaluationFile.RuleRuns runs = file.rules().get(i);
      if (!file.baselines().contains(runs.role())) {
        continue;
      }
      ContestantRuns rule = evaluation.rules().get(i);
      boolean best =
          evaluation.best(runs.role()).filter(one -> one.name().equals(rule.name())).isPresent();
      List<String> cells =
          List.of(
              Xml.escape(runs.role()),
              Digits.plain(runs.learningRate()),
              Digits.of(rule.last10()),
              rule.divergedRuns() + " of " + file.runs());
      rows.append(best ? Markup.markedRow(cells) : Markup.row(cells));
    }
    return Markup.table(
        "figures", List.of("rule", "learning rate", "last 10 losses", "diverged"), rows.toString());
  }

  private static List<String> against(ContestantRuns rule, Optional<ContestantRuns> yardstick) {
    if (yardstick.isEmpty()) {
      return List.of("–", "–", "–", "–");
    }
    PairedRatio ratio = Evaluation.ratio(rule, yardstick.get());
    boolean itself = rule.name().equals(yardstick.get().name());
    return List.of(
        Digits.ratio(ratio.median()),
        itself
            ? "–"
            : "<span class=\"nowrap\">"
                + Digits.ratio(ratio.low())
                + " … "
                + Digits.ratio(ratio.high())
                + "</span>",
        steps(Evaluation.stepsToReach(rule, yardstick.get())),
        speedUp(Evaluation.speedUp(rule, yardstick.get())));
  }

  private static String speedUp(double times) {
    return times > 0 ? Digits.ratio(times) : "–";
  }

  private static String steps(double steps) {
    return Double.isFinite(steps) ? Digits.whole(Math.round(steps)) : "not reached";
  }
}
