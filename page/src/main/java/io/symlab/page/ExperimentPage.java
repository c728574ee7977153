package io.symlab.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.nio.file.Path;

/** An experiment as {@code lab status ID --json} has it, with what ended trials had reached. */
final class ExperimentPage {
  private final EndedFigures figures = new EndedFigures();

  ObjectNode of(ExperimentView view) {
    ObjectNode node = JsonViews.experiment(view);
    for (JsonNode trial : node.path("trials")) {
      if (RunState.ended(trial.path("state").asText())) {
        Path folder = Path.of(view.getDirectory(), trial.path("trial").asText());
        ((ObjectNode) trial).set("figures", figures.of(folder));
      }
    }
    return node;
  }
}
