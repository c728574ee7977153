package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageFailure;
import java.util.Optional;

/**
 * Sees to it that a host has the data that a worker is to work on, before that is made: looks for
 * them, and fetches what is not there from the keeper of the trial's files. Others that want the
 * same wait for it.
 */
final class DataCourier extends AbstractBehavior<Command> {
  /**
   * What came of it.
   *
   * @param make what asked for it
   * @param recipe with the place of its data here; empty: they can't be had
   */
  record Came(WorkerHost.Make make, Optional<String> recipe, StageFailure failure) {}

  /** From its timer. */
  private record Tick() implements Private {}

  private interface Step {
    void run() throws Exception;
  }

  private final HostData data;
  private final WorkerHost.Make make;
  private final MakeWorker what;
  private final ActorRef<Came> replyTo;
  private final ErrandLine line;
  private Optional<DataTask> task = Optional.empty();
  private boolean over;

  private DataCourier(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      HostData data,
      WorkerHost.Make make,
      ActorRef<Came> replyTo) {
    super(context);
    this.data = data;
    this.make = make;
    this.what = make.body();
    this.replyTo = replyTo;
    ActorRef<FileKeeper.Command> keeper = make.keeper().orElseThrow();
    this.line = new ErrandLine("data courier", keeper, context.getSelf().narrow());
    context.watch(keeper);
    context.getSelf().tell(new Tick());
    timers.startTimerWithFixedDelay(new Tick(), Line.TICK);
  }

  /**
   * Belongs on a dispatcher for files. Whoever made it ends it.
   *
   * @param make with a keeper of the trial's files, in the lab
   * @param replyTo hears once what came of it
   */
  static Behavior<Command> create(HostData data, WorkerHost.Make make, ActorRef<Came> replyTo) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new DataCourier(context, timers, data, make, replyTo)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tick.class, tick -> guarded(this::onTick))
        .onMessage(Courier.Answered.class, said -> guarded(() -> onAnswered(said)))
        .onSignal(Terminated.class, gone -> Behaviors.stopped())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private void onTick() throws Exception {
    if (over) {
      return;
    }
    line.tick();
    String sum = what.getDataChecksum();
    if (task.isEmpty() && data.claim(sum)) {
      task = Optional.of(new DataTask(data.folder(sum)));
      Optional<String> here = data.find(what.getRecipe(), sum);
      if (here.isPresent()) {
        came(here);
      } else {
        getContext().getLog().info("{} wants data that are fetched from the lab", what.getName());
        goOn();
      }
    }
  }

  private void onAnswered(Courier.Answered said) throws Exception {
    if (line.take(said.body(), task.orElseThrow())) {
      goOn();
    }
  }

  private void goOn() throws Exception {
    if (!line.send(task.orElseThrow())) {
      came(Optional.of(data.fetched(what.getRecipe(), what.getDataChecksum())));
    }
  }

  private void came(Optional<String> recipe) {
    over = true;
    replyTo.tell(new Came(make, recipe, StageFailure.getDefaultInstance()));
  }

  private Behavior<Command> guarded(Step step) {
    try {
      step.run();
    } catch (Exception | OutOfMemoryError e) {
      over = true;
      StageFailure failure = Failures.logged("fetching the data of " + what.getName(), e);
      replyTo.tell(new Came(make, Optional.empty(), failure));
    }
    return this;
  }

  private Behavior<Command> onPostStop() {
    if (task.isPresent()) {
      data.release(what.getDataChecksum());
    }
    return this;
  }
}
