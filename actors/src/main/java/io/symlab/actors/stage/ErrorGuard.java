package io.symlab.actors.stage;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;

/**
 * Keeps an error in a worker, such as too little memory or a native library that does not load,
 * from ending the whole process: it ends the worker, as an exception does.
 *
 * @param <C> what the worker understands
 */
public final class ErrorGuard<C> extends BehaviorInterceptor<C, C> {
  private ErrorGuard(Class<C> commands) {
    super(commands);
  }

  /** An error of the virtual machine that ended a worker. */
  static final class WorkerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerError(Error cause) {
      super(cause.toString(), cause);
    }
  }

  public static <C> Behavior<C> around(Class<C> commands, Behavior<C> worker) {
    return Behaviors.intercept(() -> new ErrorGuard<>(commands), worker);
  }

  @Override
  public Behavior<C> aroundStart(TypedActorContext<C> context, PreStartTarget<C> target) {
    try {
      return target.start(context);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
      throw new WorkerError(e);
    }
  }

  @Override
  public Behavior<C> aroundReceive(
      TypedActorContext<C> context, C message, ReceiveTarget<C> target) {
    try {
      return target.apply(context, message);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
      throw new WorkerError(e);
    }
  }
}
