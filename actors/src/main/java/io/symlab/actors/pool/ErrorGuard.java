package io.symlab.actors.pool;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.stage.StageWorker;

/**
 * Keeps an error in a worker, such as too little memory or a native library that does not load,
 * from ending the whole process: it ends the worker, as an exception does.
 */
final class ErrorGuard extends BehaviorInterceptor<StageWorker.Command, StageWorker.Command> {
  private ErrorGuard() {
    super(StageWorker.Command.class);
  }

  /** An error of the virtual machine that ended a worker. */
  static final class WorkerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerError(Error cause) {
      super(cause.toString(), cause);
    }
  }

  static Behavior<StageWorker.Command> around(Behavior<StageWorker.Command> worker) {
    return Behaviors.intercept(ErrorGuard::new, worker);
  }

  @Override
  public Behavior<StageWorker.Command> aroundStart(
      TypedActorContext<StageWorker.Command> context, PreStartTarget<StageWorker.Command> target) {
    try {
      return target.start(context);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw new WorkerError(e);
    }
  }

  @Override
  public Behavior<StageWorker.Command> aroundReceive(
      TypedActorContext<StageWorker.Command> context,
      StageWorker.Command message,
      ReceiveTarget<StageWorker.Command> target) {
    try {
      return target.apply(context, message);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw new WorkerError(e);
    }
  }
}
