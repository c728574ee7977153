package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Folders;
import io.symlab.proto.LinePart;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stands for the worker of a stage whose trial's files are elsewhere: fetches what the worker needs
 * into the home of this process, has it work there, and brings home what it leaves, each report
 * after the files that it counts on. The worker knows nothing of that.
 */
public final class Courier extends AbstractBehavior<Command> {
  /** From the keeper of the trial's files. */
  public record Answered(LinePart body) implements Private, WorkerMessage {}

  /** From its timer. */
  private record Tick() implements Private {}

  /** From the process's log: a line of the worker's. */
  private record Logged(String line) implements Private {}

  /** From the worker. */
  private record Reported(StageReport report) implements Private {}

  private interface Step {
    void run() throws Exception;
  }

  private final Optional<String> recipe;
  private final ActorRef<FileKeeper.Command> keeper;
  private final Behavior<Command> behavior;
  private final Props props;
  private final Path home;
  private final CheckpointStore store;
  private final ErrandLine line;
  private Optional<ActorRef<Command>> worker = Optional.empty();
  private StageBegin begin;
  private Deliveries deliveries;
  private boolean fetched;
  private boolean ended;

  private Courier(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Optional<String> recipe,
      ActorRef<FileKeeper.Command> keeper,
      Behavior<Command> behavior,
      Props props,
      Path home) {
    super(context);
    this.recipe = recipe;
    this.keeper = keeper;
    this.behavior = behavior;
    this.props = props;
    this.home = home;
    this.store = new CheckpointStore(home);
    this.line = new ErrandLine("courier", keeper, context.getSelf().narrow());
    context.watch(keeper);
    timers.startTimerWithFixedDelay(new Tick(), Line.TICK);
    ActorRef<Command> ear = context.getSelf();
    StageLines.hear(name(), line -> ear.tell(new Logged(line)));
  }

  private String name() {
    return getContext().getSelf().path().name();
  }

  /**
   * Belongs on a dispatcher for files.
   *
   * @param recipe in place of the trial's, with where its data lie here; empty: it has none
   * @param keeper of the trial's files
   * @param worker of the stage, and the dispatcher that it is to be spawned on
   * @param home of the worker's files; taken away in the end
   */
  public static Behavior<Command> create(
      Optional<String> recipe,
      ActorRef<FileKeeper.Command> keeper,
      Behavior<Command> worker,
      Props props,
      Path home) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Courier(context, timers, recipe, keeper, worker, props, home)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, said -> guarded(() -> onBegin(said)))
        .onMessage(Stop.class, stop -> guarded(() -> onStop(stop)))
        .onMessage(Reported.class, said -> guarded(() -> deliveries.bring(said.report())))
        .onMessage(Logged.class, said -> guarded(() -> onLogged(said.line())))
        .onMessage(Answered.class, said -> guarded(() -> line.take(said.body(), deliveries)))
        .onMessage(Tick.class, tick -> guarded(line::tick))
        .onSignal(ChildFailed.class, failed -> guarded(() -> onDeath(failed.getCause())))
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private void onBegin(Begin said) throws IOException {
    begin = recipe.map(here -> said.work().toBuilder().setRecipe(here).build()).orElse(said.work());
    deliveries = new Deliveries(begin, store);
    deliveries.fetchAll();
  }

  private void onLogged(String line) {
    if (deliveries != null) {
      deliveries.note(line);
    }
  }

  private void onStop(Stop stop) {
    if (worker.isPresent()) {
      worker.get().tell(stop);
    } else if (!ended) {
      ended = true;
      deliveries.bringOnly(report().setStopped(true).build());
    }
  }

  private Behavior<Command> onTerminated(Terminated gone) {
    ActorRef<?> who = gone.getRef();
    if (who.equals(keeper)) {
      return Behaviors.stopped(); // nobody waits for this attempt any more
    }
    return guarded(() -> ended = true);
  }

  private void onDeath(Throwable cause) {
    ended = true;
    deliveries.bring(report().setFailed(Failures.of(cause)).build());
  }

  /** Goes on with what is to be done next. What throws here ends the attempt. */
  private Behavior<Command> guarded(Step step) {
    try {
      step.run();
      goOn();
    } catch (Exception | OutOfMemoryError e) {
      if (deliveries == null) {
        throw new IllegalStateException("a stage elsewhere could not begin", e);
      }
      StageFailure failure = Failures.logged("the courier of " + begin.getDirectory(), e);
      worker.ifPresent(getContext()::stop);
      ended = true;
      fetched = true;
      deliveries.bringOnly(report().setFailed(failure).build());
      try {
        goOn();
      } catch (IOException again) {
        return Behaviors.stopped();
      }
    }
    boolean over = ended && deliveries != null && deliveries.isIdle();
    return over ? Behaviors.stopped() : this;
  }

  private void goOn() throws IOException {
    if (deliveries == null) {
      return;
    }
    if (!line.send(deliveries) && !fetched && !ended && deliveries.isIdle()) {
      fetched = true;
      ActorRef<Command> spawned =
          getContext().spawn(StageLines.of(name(), behavior), "worker", props);
      getContext().watch(spawned);
      worker = Optional.of(spawned);
      ActorRef<Report> reports =
          getContext().messageAdapter(Report.class, report -> new Reported(report.body()));
      spawned.tell(new Begin(begin, reports));
    }
  }

  /** The worker has stopped by now: children do before their parent. */
  private Behavior<Command> onPostStop() throws IOException {
    StageLines.hearNoMore(name());
    Folders.delete(home);
    return this;
  }

  private StageReport.Builder report() {
    return StageReport.newBuilder().setAttempt(begin.getAttempt()).setStage(begin.getStage());
  }
}
