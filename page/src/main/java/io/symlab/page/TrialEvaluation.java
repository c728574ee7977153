package io.symlab.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trial's evaluation: each rule's loss curve with its band, thinned to what a plot can show, and
 * its figures. Of a baseline that was swept, the best rate.
 */
final class TrialEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(TrialEvaluation.class);
  private static final int MOST_POINTS = 250;

  private TrialEvaluation() {}

  /** Empty when there is none, or it can't be read. */
  static Optional<ObjectNode> read(Path folder) {
    Path file = folder.resolve(TrialFiles.EVALUATION);
    try {
      return Optional.of(of(EvaluationFile.ofBytes(Files.readAllBytes(file), file.toString())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | ResultFormatException e) {
      LOG.warn("can't read {}", file, e);
      return Optional.empty();
    }
  }

  private static ObjectNode of(EvaluationFile file) {
    ObjectNode node = JsonViews.object().put("runs", file.runs()).put("steps", file.steps());
    int stride = Math.max(1, (file.steps() + MOST_POINTS - 1) / MOST_POINTS);
    ArrayNode steps = node.putArray("at");
    for (int step = 0; step < file.steps(); step += stride) {
      steps.add(step);
    }
    ArrayNode rules = node.putArray("rules");
    Evaluation evaluation = file.evaluation();
    Map<String, ContestantRuns> best = new LinkedHashMap<>();
    evaluation
        .rules()
        .forEach(rule -> evaluation.best(rule.role()).ifPresent(it -> best.put(rule.role(), it)));
    best.values().forEach(rule -> rules.add(of(rule, stride)));
    return node;
  }

  private static ObjectNode of(ContestantRuns rule, int stride) {
    ObjectNode node = JsonViews.object().put("role", rule.role()).put("name", rule.name());
    JsonViews.number(node, "last_10", rule.last10());
    JsonViews.number(node, "accuracy", rule.accuracy());
    node.put("diverged", rule.divergedRuns());
    ContestantRuns.Band band = rule.band();
    put(node, "mean", band.mean(), stride);
    put(node, "low", band.low(), stride);
    put(node, "high", band.high(), stride);
    return node;
  }

  private static void put(ObjectNode node, String name, double[] curve, int stride) {
    ArrayNode values = node.putArray(name);
    for (int step = 0; step < curve.length; step += stride) {
      double value = curve[step];
      if (Double.isFinite(value)) {
        values.add((float) value);
      } else {
        values.addNull();
      }
    }
  }
}
