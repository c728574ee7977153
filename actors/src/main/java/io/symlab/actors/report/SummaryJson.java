package io.symlab.actors.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.model.evaluate.Judged;
import io.symlab.model.evaluate.PairedRatio;
import java.util.Optional;

/** The findings as {@code report.json}: the few figures that one compares over many trials. */
final class SummaryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  static String write(TrialRecord record, Findings findings) {
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
      number(ends, role, findings.rule(role).map(Judged::last10).orElse(Double.NaN));
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
    findings
        .chosen()
        .ifPresent(
            row -> {
              var formula = root.putObject("formula");
              formula.put("text", row.expression());
              formula.put("complexity", row.complexity());
              number(formula, "r2-train", row.r2Train());
              number(formula, "r2-validation", row.r2Validation());
              number(formula, "r2-test", row.r2Test());
            });
    record.tuned().ifPresent(tuned -> root.put("tuned-formula", tuned.tuned()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
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
