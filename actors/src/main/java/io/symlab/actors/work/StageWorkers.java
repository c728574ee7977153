package io.symlab.actors.work;

import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.symlab.actors.host.Workers;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.distill.Archipelago;
import io.symlab.actors.work.evaluate.EvaluationLead;
import io.symlab.actors.work.report.Reporter;
import io.symlab.actors.work.train.EvolveStage;
import io.symlab.actors.work.train.MetaTrainStage;
import io.symlab.actors.work.train.MetaTuneStage;
import io.symlab.actors.work.train.Trainer;
import io.symlab.experiment.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Makes the worker of each stage, and knows which threads it is to have. */
public final class StageWorkers implements Workers {
  /** How long islands and rollouts work before they listen. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final WorkerContext context;

  public StageWorkers(WorkerContext context) {
    this.context = context;
  }

  @Override
  public Behavior<StageWorker.Command> worker(Stage stage) {
    return switch (stage) {
      case META_TRAIN -> Trainer.create(context, MetaTrainStage::open);
      case DISTILL -> Archipelago.create(context, SLICE);
      case EVOLVE -> Trainer.create(context, EvolveStage::open);
      case META_TUNE -> Trainer.create(context, MetaTuneStage::open);
      case EVALUATE -> EvaluationLead.create(context, SLICE);
      case REPORT -> Reporter.create(context);
    };
  }

  /** Those who compute themselves get a thread of the slots; those who lead must not take one. */
  @Override
  public Props props(Stage stage) {
    String dispatcher =
        switch (stage) {
          case META_TRAIN, EVOLVE, META_TUNE, REPORT -> context.workDispatcher();
          case DISTILL, EVALUATE -> context.blockingDispatcher();
        };
    return Props.empty().withDispatcherFromConfig(dispatcher);
  }

  @Override
  public Props fileProps() {
    return Props.empty().withDispatcherFromConfig(context.blockingDispatcher());
  }

  @Override
  public Behavior<?> crew(Optional<String> recipe) {
    return Crew.create(context, recipe);
  }

  @Override
  public Workers in(Path home) {
    return new StageWorkers(context.in(home));
  }
}
