package io.symlab.actors.trial;

import io.symlab.experiment.Version;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.Machine;
import io.symlab.experiment.results.ProvenanceFile;
import io.symlab.proto.StageEnded;
import io.symlab.proto.StageHost;
import io.symlab.proto.TrialState;
import java.time.Instant;
import java.util.List;

/** Says of a trial's results where they come from, as far as they have come. */
final class Provenances {
  private Provenances() {}

  static ProvenanceFile of(TrialPlan plan, TrialState state) {
    String[] code = Version.text().split("\\+", 2);
    List<ProvenanceFile.StageTime> stages =
        state.getEndedStagesList().stream().map(ended -> time(ended, state)).toList();
    long ended = state.getEndedMillis() == 0 ? System.currentTimeMillis() : state.getEndedMillis();
    return new ProvenanceFile(
        plan.experiment(),
        plan.frozen().getIndex(),
        plan.frozen().getLabel(),
        code[0],
        code.length > 1 ? code[1] : "",
        Recipe.ofJson(plan.frozen().getRecipe()).seed(),
        plan.frozen().getData(),
        plan.frozen().getDataChecksum(),
        Machine.here(),
        Instant.ofEpochMilli(state.getStartedMillis()).toString(),
        Instant.ofEpochMilli(ended).toString(),
        stages);
  }

  private static ProvenanceFile.Place place(StageHost host) {
    String[] code = host.getBuild().split("\\+", 2);
    return new ProvenanceFile.Place(
        host.getHost(),
        host.getDevice(),
        host.getProcessor(),
        code[0],
        code.length > 1 ? code[1] : "");
  }

  private static ProvenanceFile.StageTime time(StageEnded ended, TrialState state) {
    return new ProvenanceFile.StageTime(
        ended.getStage(),
        ended.getSeconds(),
        state.getAttemptsByStageOrDefault(ended.getStage(), 1),
        ended.getHostsList().stream().map(Provenances::place).toList());
  }
}
