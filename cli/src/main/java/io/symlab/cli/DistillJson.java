package io.symlab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.experiment.results.FrontFile;

/** What {@code distill --json} prints; the names are those of {@code front --json}. */
final class DistillJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DistillJson() {}

  static ObjectNode of(DistillRun run) {
    return JSON.objectNode()
        .put("folder", run.folder().toAbsolutePath().toString())
        .put("seconds", Math.round(run.seconds() * 1000) / 1000.0)
        .setAll(of(run.front()));
  }

  static ObjectNode of(FrontFile front) {
    ObjectNode node =
        JSON.objectNode()
            .put("final", front.ended())
            .put("rounds", front.rounds())
            .put("evaluations", front.evaluations());
    mark(node, "best", front, front.best());
    mark(node, "accuracy", front, front.accuracy());
    mark(node, "knee", front, front.knee());
    ArrayNode names = node.putArray("names");
    front.names().forEach(names::add);
    ArrayNode rows = node.putArray("rows");
    front.rows().forEach(row -> rows.add(row(row)));
    return node;
  }

  private static ObjectNode row(FrontFile.Row row) {
    ObjectNode node = JSON.objectNode().put("complexity", row.complexity());
    number(node, "loss", row.loss());
    number(node, "score", row.score());
    number(node, "r2_train", row.r2Train());
    number(node, "r2_validation", row.r2Validation());
    number(node, "r2_test", row.r2Test());
    return node.put("expression", row.expression());
  }

  private static void mark(ObjectNode node, String name, FrontFile front, int index) {
    if (index < 0) {
      node.putNull(name);
    } else {
      node.put(name, front.rows().get(index).complexity());
    }
  }

  static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
