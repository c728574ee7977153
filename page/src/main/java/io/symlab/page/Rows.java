package io.symlab.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ExperimentList;
import io.symlab.proto.ExperimentView;
import java.util.TreeMap;

/** Experiments as a list shows them: how many trials stand how, not each of them. */
final class Rows {
  private Rows() {}

  static ArrayNode of(ExperimentList list) {
    ArrayNode rows = JsonViews.array();
    list.getExperimentsList().forEach(view -> rows.add(of(view)));
    return rows;
  }

  static ObjectNode of(ExperimentView view) {
    ObjectNode row = JsonViews.experiment(view.toBuilder().clearTrials().build());
    row.remove("trials");
    var counts = new TreeMap<String, Integer>();
    view.getTrialsList().forEach(trial -> counts.merge(trial.getState(), 1, Integer::sum));
    ObjectNode states = row.putObject("states");
    counts.forEach(states::put);
    return row.put("trial_count", view.getTrialsCount());
  }
}
