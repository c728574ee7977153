package io.symlab.actors.trial;

import io.symlab.actors.pool.Slots;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;

/**
 * What a trial is to do, frozen when it was submitted.
 *
 * @param experiment id of its experiment
 * @param codeVersion that froze it
 */
public record TrialPlan(String experiment, String codeVersion, FrozenTrial frozen) {
  public static TrialPlan of(ExperimentSubmitted submitted, FrozenTrial frozen) {
    return new TrialPlan(submitted.getId(), submitted.getCodeVersion(), frozen);
  }

  /** E.g. {@code e3-1}; names its journal and its workers. */
  String name() {
    return experiment + "-" + frozen.getIndex();
  }

  /** Its folder, relative to the home. */
  public String directory() {
    return "experiments/" + experiment + "/" + frozen.getIndex();
  }

  Slots.Order order() {
    return new Slots.Order(Integer.parseInt(experiment.substring(1)), frozen.getIndex());
  }
}
