package io.symlab.actors.lab;

import io.symlab.experiment.Stage;
import io.symlab.experiment.sweep.EarlyStopping;
import io.symlab.experiment.sweep.SweepPlan;
import io.symlab.proto.SweepSettings;
import java.util.Optional;

/** A sweep's plan as messages and the journal have it. */
public final class SweepPlans {
  private SweepPlans() {}

  /** To be frozen. */
  public static SweepSettings toMessage(SweepPlan plan) {
    var message =
        SweepSettings.newBuilder()
            .addAllKeys(plan.keys())
            .setMaxFailures(plan.maxFailures())
            .setMaxParallel(plan.maxParallel())
            .addAllOnEnd(plan.onEnd());
    plan.earlyStopping()
        .ifPresent(
            early ->
                message
                    .setStage(early.stage().word())
                    .setFigure(early.figure())
                    .setFactor(early.factor())
                    .addAllRungs(early.rungs()));
    return message.build();
  }

  /** Back; experiments of before there were such plans have none. */
  public static SweepPlan of(SweepSettings message) {
    Optional<EarlyStopping> early =
        message.getStage().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new EarlyStopping(
                    Stage.of(message.getStage()),
                    message.getFigure(),
                    message.getFactor(),
                    message.getRungsList()));
    return new SweepPlan(
        message.getKeysList(),
        early,
        message.getMaxFailures(),
        message.getMaxParallel(),
        message.getOnEndList());
  }
}
