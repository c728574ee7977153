package io.symlab.actors.pool;

import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;

/** Where stage workers come from; a test's may come from elsewhere. */
public interface Workers {
  /** The worker of a stage of one attempt, to be spawned now. */
  Behavior<StageWorker.Command> worker(String stage);

  /** The dispatcher it is to be spawned on. */
  Props props(String stage);

  /** The real ones. */
  static Workers of(WorkerContext context) {
    return new Workers() {
      @Override
      public Behavior<StageWorker.Command> worker(String stage) {
        return StageWorker.behavior(stage, context);
      }

      @Override
      public Props props(String stage) {
        return StageWorker.props(stage, context);
      }
    };
  }
}
