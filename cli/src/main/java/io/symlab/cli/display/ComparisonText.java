package io.symlab.cli.display;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.direct.Comparison;
import io.symlab.experiment.direct.Comparison.Line;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.PairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison of rules as a table for people, and as JSON. */
public final class ComparisonText {
  private static final String ADAM = "adam";

  private ComparisonText() {}

  /** The table, then what is to be known of it. */
  public static List<String> lines(Comparison comparison) {
    List<Line> rules = comparison.lines();
    ContestantRuns first = rules.get(0).best();
    Optional<ContestantRuns> adam = adam(rules);
    boolean accuracy = rules.stream().anyMatch(line -> !Double.isNaN(line.best().accuracy()));
    List<String> heads =
        new ArrayList<>(List.of("rule", ">last-10 loss", ">of " + shown(first.name()), "interval"));
    heads.add(">steps to its loss");
    adam.ifPresent(
        best -> {
          heads.add(">to " + best.name() + "'s");
          heads.add(">speed-up");
        });
    if (accuracy) {
      heads.add(">test accuracy");
    }
    heads.add("diverged");
    var table = new Table(heads.toArray(String[]::new));
    for (int i = 0; i < rules.size(); i++) {
      Line line = rules.get(i);
      ContestantRuns rule = line.best();
      PairedRatio ratio = Evaluation.ratio(rule, first);
      List<String> cells = new ArrayList<>();
      cells.add(shown(rule.name()) + (line.rule().isSweep() ? " (best rate)" : ""));
      cells.add(Amounts.figure(rule.last10()));
      cells.add(ratio(ratio.median()));
      cells.add(i == 0 ? "" : ratio(ratio.low()) + " to " + ratio(ratio.high()));
      cells.add(steps(Evaluation.stepsToReach(rule, first)));
      adam.ifPresent(
          best -> {
            cells.add(steps(Evaluation.stepsToReach(rule, best)));
            cells.add(EvaluationText.speedUp(Evaluation.speedUp(rule, best)));
          });
      if (accuracy) {
        cells.add(
            Double.isNaN(rule.accuracy())
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", 100 * rule.accuracy()));
      }
      int lost = rule.divergedRuns();
      cells.add(lost == 0 ? "" : lost + " of " + rule.runs().size() + " runs");
      table.row(cells.toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(notes(comparison, rules, first));
    return lines;
  }

  private static List<String> notes(Comparison comparison, List<Line> rules, ContestantRuns first) {
    List<String> notes = new ArrayList<>();
    if (rules.size() > 1) {
      PairedRatio ratio = Evaluation.ratio(rules.get(1).best(), first);
      notes.add(
          String.format(
              Locale.ROOT,
              "%d runs of %d steps on the held-out half, the same for every rule; ratios are medians"
                  + " over pairs, intervals cover theirs with %.0f %%.",
              comparison.file().runs(),
              comparison.file().steps(),
              100 * ratio.coverage()));
    }
    for (Line line : rules) {
      if (line.atEdge()) {
        notes.add(
            line.best().name()
                + " is the "
                + (line.best().name().equals(line.rule().points().get(0).name())
                    ? "smallest"
                    : "largest")
                + " rate of its sweep: there may be a better one beyond.");
      }
    }
    return notes;
  }

  /** The same as JSON; what is not finite is null. */
  public static ObjectNode json(Comparison comparison) {
    List<Line> rules = comparison.lines();
    ContestantRuns first = rules.get(0).best();
    Optional<ContestantRuns> adam = adam(rules);
    ObjectNode node = JsonViews.object();
    node.put("runs", comparison.file().runs()).put("steps", comparison.file().steps());
    ArrayNode list = node.putArray("rules");
    for (Line line : rules) {
      ContestantRuns rule = line.best();
      PairedRatio ratio = Evaluation.ratio(rule, first);
      ObjectNode one = list.addObject();
      one.put("rule", line.rule().label()).put("name", rule.name());
      one.put("formula", line.rule().formula());
      JsonViews.number(one, "last_10", rule.last10());
      ObjectNode ratios = one.putObject("ratio_to_first");
      JsonViews.number(ratios, "median", ratio.median());
      JsonViews.number(ratios, "low", ratio.low());
      JsonViews.number(ratios, "high", ratio.high());
      JsonViews.number(ratios, "coverage", ratio.coverage());
      ratios.put("pairs", ratio.pairs());
      JsonViews.number(one, "steps_to_first", Evaluation.stepsToReach(rule, first));
      JsonViews.number(
          one,
          "steps_to_adam",
          adam.map(best -> Evaluation.stepsToReach(rule, best)).orElse(Double.NaN));
      JsonViews.number(
          one,
          "speed_up_over_adam",
          adam.map(best -> Evaluation.speedUp(rule, best)).orElse(Double.NaN));
      JsonViews.number(one, "accuracy", rule.accuracy());
      one.put("diverged_runs", rule.divergedRuns());
      one.put("best_rate_at_edge", line.atEdge());
    }
    return node;
  }

  /** Adam, where it is among the rules and not the first: that one is compared with anyway. */
  private static Optional<ContestantRuns> adam(List<Line> rules) {
    return rules.stream()
        .skip(1)
        .filter(line -> line.best().name().matches(ADAM + " [0-9].*"))
        .map(Line::best)
        .findFirst();
  }

  private static String shown(String name) {
    return Amounts.fit(name, 40);
  }

  private static String ratio(double value) {
    return Double.isNaN(value)
        ? "-"
        : Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String steps(double value) {
    return Double.isFinite(value) ? Long.toString(Math.round(value)) : "never";
  }
}
