package io.symlab.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.report.page.Charts;
import io.symlab.experiment.report.page.KeyResults;
import io.symlab.experiment.report.page.TrialRecord;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.PairedRatio;
import java.util.List;
import java.util.Optional;

/** The findings as {@code report.json}: the few figures that one compares over many trials. */
final class SummaryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  static String write(TrialRecord record, KeyResults findings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", "symlab.report/1");
    root.put("name", record.recipe().name());
    root.put("seed", record.recipe().seed());
    record
        .provenance()
        .ifPresent(
            known -> {
              root.put("experiment", known.experiment());
              root.put("trial", known.trial());
              root.put("label", known.label());
            });
    number(root, "initial-loss", findings.start());
    var ends = root.putObject("last10");
    for (String role : Charts.roles(record.evaluation())) {
      number(ends, role, findings.rule(role).map(ContestantRuns::last10).orElse(Double.NaN));
    }
    findings
        .rates()
        .ifPresent(
            known -> {
              for (String role : List.of("learned", "distilled", "evolved")) {
                if (findings.swept(role).isEmpty()) {
                  continue;
                }
                String swept = EvaluationFile.swept(role);
                number(
                    ends,
                    swept,
                    findings.swept(role).map(ContestantRuns::last10).orElse(Double.NaN));
              }
              rates(root.putObject("rates"), known);
            });
    var accuracy = root.putObject("accuracy");
    var steps = root.putObject("steps-to-adam");
    var speedUps = root.putObject("speed-up-over-adam");
    for (String role : Charts.roles(record.evaluation())) {
      ContestantRuns rule = findings.rule(role).orElseThrow();
      number(accuracy, role, rule.accuracy());
      findings
          .rule("adam")
          .ifPresent(
              adam -> {
                number(steps, role, Evaluation.stepsToReach(rule, adam));
                number(speedUps, role, Evaluation.speedUp(rule, adam));
              });
    }
    ratio(root, "learned-to-adam", findings.ratio(findings.rule("learned"), findings.rule("adam")));
    ratio(
        root,
        "learned-to-best-baseline",
        findings.ratio(findings.rule("learned"), findings.bestBaseline()));
    ratio(
        root,
        "distilled-to-learned",
        findings.ratio(findings.rule("distilled"), findings.rule("learned")));
    ratio(
        root, "tuned-to-learned", findings.ratio(findings.rule("tuned"), findings.rule("learned")));
    ratio(
        root,
        "tuned-to-distilled",
        findings.ratio(findings.rule("tuned"), findings.rule("distilled")));
    var evolved = findings.rule("evolved");
    ratio(root, "evolved-to-distilled", findings.ratio(evolved, findings.rule("distilled")));
    ratio(root, "evolved-to-adam", findings.ratio(evolved, findings.rule("adam")));
    ratio(
        root,
        "evolved-swept-to-adam",
        findings.ratio(findings.swept("evolved"), findings.rule("adam")));
    ratio(root, "tuned-to-adam", findings.ratio(findings.rule("tuned"), findings.rule("adam")));
    if (findings.rates().isPresent()) {
      var learned = findings.swept("learned");
      ratio(root, "learned-swept-to-adam", findings.ratio(learned, findings.rule("adam")));
      ratio(
          root,
          "distilled-swept-to-learned-swept",
          findings.ratio(findings.swept("distilled"), learned));
      ratio(root, "tuned-to-learned-swept", findings.ratio(findings.rule("tuned"), learned));
    }
    findings
        .chosen()
        .ifPresent(
            row -> {
              var formula = root.putObject("formula");
              formula.put("text", record.front().orElseThrow().text(row));
              formula.put("complexity", row.complexity());
              if (record.front().orElseThrow().evolved()) {
                number(formula, "meta-loss", row.loss());
                number(formula, "meta-loss-elsewhere", row.validated());
                return;
              }
              number(formula, "r2-train", row.r2Train());
              number(formula, "r2-validation", row.r2Validation().orElse(Double.NaN));
              number(formula, "r2-test", row.r2Test().orElse(Double.NaN));
            });
    record.tuned().ifPresent(tuned -> root.put("tuned-formula", tuned.tuned()));
    record.metrics().ifPresent(metrics -> metrics(root.putObject("metrics"), metrics));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  /** The swept rates as factors of the recipe's scale. */
  private static void rates(ObjectNode node, RatesFound rates) {
    number(node, "distilled", rates.distilled());
    node.put("distilled-at-edge", rates.atEdge(rates.distilled()));
    number(node, "tuned", rates.tuned());
    number(node, "learned", rates.learned());
    node.put("learned-at-edge", rates.atEdge(rates.learned()));
    rates.factors().forEach(node.putArray("factors")::add);
    node.put("problems", rates.problems());
    node.put("steps", rates.steps());
    node.put("steps-taken", rates.taken());
  }

  private static void metrics(ObjectNode node, MetricsFile metrics) {
    var ceiling = node.putObject("ceiling");
    number(ceiling, "r2-train", metrics.ceiling().r2Train());
    number(ceiling, "r2-validation", metrics.ceiling().r2Validation());
    number(ceiling, "r2-test", metrics.ceiling().r2Test());
    node.put("mapping-complexity", metrics.mapping().complexity());
    var rules = node.putObject("rules");
    for (MetricsFile.RuleMetrics rule : metrics.rules()) {
      var of = rules.putObject(rule.role());
      number(of, "r2-validation", rule.r2Validation());
      number(of, "r2-test", rule.r2Test());
      if (!rule.role().equals("learned") && metrics.ceiling().r2Test() > 0) {
        number(of, "r2-test-of-ceiling", rule.r2Test() / metrics.ceiling().r2Test());
      }
      var field = of.putObject("temporal-perception-field");
      for (int f = 0; f < rule.field().size(); f++) {
        number(field, metrics.features().get(f), rule.field().get(f));
      }
    }
  }

  private static void ratio(ObjectNode root, String name, Optional<PairedRatio> ratio) {
    ratio.ifPresent(
        known -> {
          var node = root.putObject(name);
          number(node, "median", known.median());
          number(node, "low", known.low());
          number(node, "high", known.high());
          number(node, "coverage", known.coverage());
          node.put("pairs", known.pairs());
        });
  }

  private static void number(ObjectNode node, String name, double x) {
    if (Double.isFinite(x)) {
      node.put(name, x);
    } else {
      node.put(name, Double.toString(x));
    }
  }
}
