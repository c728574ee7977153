package io.symlab.experiment.report;

import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The report's tables as CSV: for spreadsheets and scripts. Numbers have eight digits; the files
 * that stages left, {@code evaluation.json} and {@code metrics.json}, have them all.
 */
final class CsvTables {
  private static final MathContext DIGITS = new MathContext(8);

  private CsvTables() {}

  /** One row per rule, every swept rate included. */
  static String rules(EvaluationFile file) {
    Evaluation evaluation = file.evaluation();
    var out =
        new StringBuilder(
            "role,name,learning_rate,last10,accuracy,diverged_runs,runs,formula,factor,steps_to_adam,speed_up_over_adam\n");
    for (int i = 0; i < file.rules().size(); i++) {
      EvaluationFile.RuleRuns rule = file.rules().get(i);
      ContestantRuns judged = evaluation.rules().get(i);
      line(
          out,
          rule.role(),
          rule.name(),
          rule.learningRate(),
          judged.last10(),
          judged.accuracy(),
          judged.divergedRuns(),
          file.runs(),
          rule.formula(),
          rule.factor(),
          evaluation
              .best("adam")
              .map(adam -> Evaluation.stepsToReach(judged, adam))
              .orElse(Double.NaN),
          evaluation.best("adam").map(adam -> Evaluation.speedUp(judged, adam)).orElse(Double.NaN));
    }
    return out.toString();
  }

  /** One row per rule and step: the mean over runs, tenth and ninetieth percentile. */
  static String bands(EvaluationFile file) {
    var out = new StringBuilder("role,name,step,mean,p10,p90\n");
    for (ContestantRuns rule : file.evaluation().rules()) {
      ContestantRuns.Band band = rule.band();
      for (int step = 0; step < band.mean().length; step++) {
        line(
            out,
            rule.role(),
            rule.name(),
            step,
            band.mean()[step],
            band.low()[step],
            band.high()[step]);
      }
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

  /** One row per rule, feature and value of the feature. */
  static String maps(MetricsFile metrics) {
    var out = new StringBuilder("feature,x,role,y\n");
    for (MetricsFile.InputMap map : metrics.maps()) {
      for (MetricsFile.Answers answers : map.answers()) {
        for (int i = 0; i < map.inputs().size(); i++) {
          line(out, map.feature(), map.inputs().get(i), answers.role(), answers.values().get(i));
        }
      }
    }
    return out.toString();
  }

  /** One row per coordinate, step and rule; steps count from 1. */
  static String trajectories(MetricsFile metrics) {
    var out = new StringBuilder("group,coordinate,step,gradient,role,name,update\n");
    for (MetricsFile.Trajectory one : metrics.trajectories()) {
      for (MetricsFile.Answers answers : one.updates()) {
        for (int s = 0; s < one.gradients().size(); s++) {
          line(
              out,
              one.group(),
              one.coordinate(),
              s + 1,
              one.gradients().get(s),
              answers.role(),
              answers.name(),
              answers.values().get(s));
        }
      }
    }
    return out.toString();
  }

  /** One row per rule, feature and lag. */
  static String sensitivities(MetricsFile metrics) {
    var out = new StringBuilder("role,feature,lag,sensitivity\n");
    for (MetricsFile.RuleMetrics rule : metrics.rules()) {
      for (int f = 0; f < rule.sensitivity().size(); f++) {
        for (int lag = 0; lag < rule.sensitivity().get(f).size(); lag++) {
          Double value = rule.sensitivity().get(f).get(lag);
          line(out, rule.role(), metrics.features().get(f), lag, value);
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

  private static String digits(double x) {
    return Double.toString(new BigDecimal(x).round(DIGITS).doubleValue());
  }

  /** NaN is an empty field, infinity the word that Python, R and Java read. */
  private static String field(Object value) {
    if (value instanceof Double x) {
      return x.isNaN() ? "" : x.isInfinite() ? (x > 0 ? "inf" : "-inf") : digits(x);
    }
    String text = String.valueOf(value);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
