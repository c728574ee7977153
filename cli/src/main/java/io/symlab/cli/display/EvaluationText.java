package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the rules did on problems that none of them was made on, as a table. */
public final class EvaluationText {
  private EvaluationText() {}

  /**
   * What was learned, distilled, evolved and tuned, also at swept rates, then each hand-made rule
   * at the best of its rates.
   */
  public static List<String> lines(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    Optional<ContestantRuns> yardstick = yardstick(file);
    double learned = yardstick.map(ContestantRuns::last10).orElse(Double.NaN);
    String whose = yardstick.map(ContestantRuns::role).orElse("learned");
    Optional<ContestantRuns> adam = evaluation.best("adam");
    List<String> heads =
        new ArrayList<>(
            List.of("rule", ">last-10 loss", ">of the first loss", ">of " + possessive(whose)));
    adam.ifPresent(best -> heads.add(">speed-up over Adam"));
    heads.add("diverged");
    var table = new Table(heads.toArray(String[]::new));
    for (String role : List.of("learned", "distilled", "evolved", "formula", "tuned")) {
      evaluation.best(role).ifPresent(rule -> row(table, rule, rule.name(), learned, adam));
      evaluation
          .best(EvaluationFile.swept(role))
          .ifPresent(rule -> row(table, rule, rule.name(), learned, adam));
    }
    for (String role : file.baselines()) {
      evaluation
          .best(role)
          .ifPresent(rule -> row(table, rule, rule.name() + " (best rate)", learned, adam));
    }
    return table.lines();
  }

  /** The learned optimizer; where there is none, the hand-made rule that ends lowest. */
  private static Optional<ContestantRuns> yardstick(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    return evaluation
        .best("learned")
        .or(
            () ->
                file.baselines().stream()
                    .flatMap(kind -> evaluation.best(kind).stream())
                    .min(Comparator.comparingDouble(ContestantRuns::last10)));
  }

  private static String possessive(String role) {
    return role.equals("learned") ? "the learned's" : role + "'s";
  }

  private static void row(
      Table table,
      ContestantRuns rule,
      String name,
      double learned,
      Optional<ContestantRuns> adam) {
    int lost = rule.divergedRuns();
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(Amounts.figure(rule.last10()));
    cells.add(ratio(rule.last10() / first(rule)));
    cells.add(ratio(rule.last10() / learned));
    adam.ifPresent(best -> cells.add(speedUp(Evaluation.speedUp(rule, best))));
    cells.add(lost == 0 ? "" : lost + " of " + rule.runs().size() + " runs");
    table.row(cells.toArray(String[]::new));
  }

  /** How many times as fast; a dash for what never gets there. */
  static String speedUp(double times) {
    return times > 0 ? String.format(Locale.ROOT, "%.2f", times) : "-";
  }

  private static double first(ContestantRuns rule) {
    return rule.runs().stream()
        .filter(run -> run.losses().length > 0)
        .mapToDouble(run -> run.losses()[0])
        .average()
        .orElse(Double.NaN);
  }

  private static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
  }
}
