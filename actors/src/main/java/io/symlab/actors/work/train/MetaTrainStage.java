package io.symlab.actors.work.train;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.CurveLog;
import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.Compute;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens meta-training for a trainer, as a recipe says. */
public final class MetaTrainStage {
  static final List<String> COLUMNS = List.of("epoch", "meta-loss", "final-loss", "held-out");

  private MetaTrainStage() {}

  public static Training open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    Optional<byte[]> checkpoint = new Checkpoints(begin, store).read();
    Compute compute = LeasedCompute.of(begin);
    Optimizee optimizee = Problems.mixed(recipe.optimizee(), compute.device());
    try {
      MetaTraining work =
          checkpoint.isEmpty()
              ? new MetaTraining(
                  optimizee, recipe.rule(), recipe.metaTraining(), recipe.seed(), compute)
              : new MetaTraining(
                  optimizee,
                  recipe.rule(),
                  recipe.metaTraining(),
                  recipe.seed(),
                  checkpoint.get(),
                  compute);
      return new Training(
          work,
          Optional.of(optimizee),
          TrialFiles.META_LOSS,
          COLUMNS,
          work.epoch(),
          work::epoch,
          ended ->
              work.drainRows().stream()
                  .map(
                      row ->
                          new CurveLog.Row(
                              row.epoch(), row.meanLoss(), row.finalLoss(), row.heldOut()))
                  .toList(),
          TrialFiles.LEARNED,
          () -> work.result().encode());
    } catch (RuntimeException e) {
      optimizee.close();
      throw e;
    }
  }
}
