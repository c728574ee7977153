package io.symlab.actors.report;

import io.symlab.actors.results.EvaluationFile;
import io.symlab.actors.results.FrontFile;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.Judged;
import java.util.List;

/** The report's tables as CSV, with all their digits: for spreadsheets and scripts. */
final class CsvTables {
  private CsvTables() {}

  /** One row per formula; the first three columns are those of PySR's hall of fame. */
  static String front(FrontFile front) {
    var out = new StringBuilder("Complexity,Loss,Equation,score,r2_train,r2_validation,r2_test\n");
    for (FrontFile.Row row : front.rows()) {
      line(
          out,
          row.complexity(),
          row.loss(),
          row.expression(),
          row.score(),
          row.r2Train(),
          row.r2Validation(),
          row.r2Test());
    }
    return out.toString();
  }

  /** One row per rule, every swept rate included. */
  static String rules(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    var out =
        new StringBuilder("role,name,learning_rate,last10,accuracy,diverged_runs,runs,formula\n");
    for (int i = 0; i < file.rules().size(); i++) {
      EvaluationFile.RuleRuns rule = file.rules().get(i);
      Judged judged = evaluation.rules().get(i);
      line(
          out,
          rule.role(),
          rule.name(),
          rule.learningRate(),
          judged.last10(),
          judged.accuracy(),
          judged.divergedRuns(),
          file.runs(),
          rule.formula());
    }
    return out.toString();
  }

  /** One row per rule, run and step. */
  static String evaluation(EvaluationFile file) {
    var out = new StringBuilder("role,name,run,step,loss\n");
    for (EvaluationFile.RuleRuns rule : file.rules()) {
      for (int run = 0; run < rule.curves().size(); run++) {
        List<Double> curve = rule.curves().get(run);
        for (int step = 0; step < curve.size(); step++) {
          line(out, rule.role(), rule.name(), run, step, curve.get(step));
        }
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, Object... fields) {
    for (int i = 0; i < fields.length; i++) {
      out.append(i == 0 ? "" : ",").append(field(fields[i]));
    }
    out.append('\n');
  }

  /** NaN is an empty field, infinity the word that Python, R and Java read. */
  private static String field(Object value) {
    if (value instanceof Double x) {
      return x.isNaN() ? "" : x.isInfinite() ? (x > 0 ? "inf" : "-inf") : x.toString();
    }
    String text = String.valueOf(value);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
