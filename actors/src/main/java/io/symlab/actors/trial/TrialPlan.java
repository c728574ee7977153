package io.symlab.actors.trial;

import io.symlab.actors.pool.Need;
import io.symlab.actors.pool.Order;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import java.util.List;

/**
 * What a trial is to do: frozen when it was submitted, but for what its sweep decides on the way.
 *
 * @param experiment id of its experiment
 * @param codeVersion that froze it
 * @param stages that it goes through, in order
 * @param rungs what its sweep has decided
 * @param retries how often it is to be opened again after it failed
 * @param priority among trials that wait; higher goes first
 */
public record TrialPlan(
    String experiment,
    String codeVersion,
    FrozenTrial frozen,
    List<Stage> stages,
    RungOrders rungs,
    int retries,
    int priority) {
  public TrialPlan {
    stages = List.copyOf(stages);
  }

  /** One of which nothing has been decided, with the usual priority. */
  public static TrialPlan of(ExperimentSubmitted submitted, FrozenTrial frozen) {
    return new TrialPlan(
        submitted.getId(),
        submitted.getCodeVersion(),
        SharedText.whole(submitted, frozen),
        SharedText.stages(submitted, frozen),
        RungOrders.NONE,
        0,
        0);
  }

  /** The same after what its sweep has decided. */
  public TrialPlan with(RungOrders decided) {
    return new TrialPlan(experiment, codeVersion, frozen, stages, decided, retries, priority);
  }

  /** The same with these. */
  public TrialPlan with(int asked, int rank) {
    return new TrialPlan(experiment, codeVersion, frozen, stages, rungs, asked, rank);
  }

  /** What its events make of its state. */
  TrialHistory history() {
    return new TrialHistory(stages);
  }

  /** E.g. {@code e3-1}; names its journal and its workers. */
  String name() {
    return experiment + "-" + frozen.getIndex();
  }

  /** Its folder, relative to the home. */
  String directory() {
    return directory(experiment, frozen.getIndex());
  }

  /** The folder of an experiment's trial, relative to the home. */
  public static String directory(String experiment, int index) {
    return "experiments/" + experiment + "/" + index;
  }

  Order order() {
    return new Order(priority, Integer.parseInt(experiment.substring(1)), frozen.getIndex());
  }

  /** What a stage needs before it can begin. */
  Need need(Stage stage) {
    return TrainerPool.need(stage, Need.of(Recipe.devices(frozen.getRecipe())));
  }
}
