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
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageFailure;
import java.util.Optional;

/**
 * Sees to it that a host has the data that a worker is to work on, before that is made: looks for
 * them, and fetches what is not there from the keeper of the trial's files. Others that want the
 * same wait for it.
 */
final class DataCourier extends AbstractBehavior<Command> {
  private static final long MOST_BYTES = 1 << 20;

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
  private final Line line;
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
    ActorRef<Courier.Answered> self = context.getSelf().narrow();
    ActorRef<FileKeeper.Command> keeper = make.keeper().orElseThrow();
    this.line =
        new Line("data courier", MOST_BYTES, part -> keeper.tell(new FileKeeper.Said(part, self)));
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
    line.tick(System.nanoTime());
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
    Optional<ByteString> whole = line.take(said.body(), System.nanoTime());
    if (whole.isPresent()) {
      task.orElseThrow().answered(ErrandDone.parseFrom(whole.get()));
      goOn();
    }
  }

  private void goOn() throws Exception {
    Optional<Errand> errand = task.orElseThrow().next();
    if (errand.isPresent()) {
      line.send(errand.get().toByteString(), System.nanoTime());
    } else {
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
