package io.symlab.actors.work.distill;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.StageResults;
import io.symlab.experiment.Stage;
import io.symlab.proto.FileRef;
import io.symlab.proto.RuleForm;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The worker of distilling: leads rollouts and islands, at once, to the front that they find
 * together. Who works when and gets what is for {@link ArchipelagoWorkers} to see to, what is kept
 * is {@link Distillation}'s; here is decided when to report, to save, to publish and to end.
 */
public final class Archipelago extends AbstractBehavior<Command> {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final long BETWEEN_FRONTS = Duration.ofSeconds(1).toNanos();

  /** Scoring a front takes at most one part in so many of this actor's time. */
  private static final int RESTRAINT = 20;

  /** From its own timer: look whether a cut, a front or a report is due. */
  private record Tick() implements Private {}

  /** From its watch: a worker has ended, in order or not. */
  private record Ended(String worker) implements Private {}

  private interface Step {
    void run() throws Exception;
  }

  private final WorkerContext surroundings;
  private final Turn turn;
  private final TimerScheduler<Command> timers;
  private StageReports reports;
  private Distillation work;
  private ArchipelagoWorkers workers;
  private ProgressMeter meter;
  private Map<String, Double> figures = Map.of();
  private long saved = System.nanoTime();
  private long nextFront = saved;
  private boolean over;

  private Archipelago(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerContext surroundings,
      Turn turn) {
    super(context);
    this.timers = timers;
    this.surroundings = surroundings;
    this.turn = turn;
  }

  /**
   * @param slice how long an island or a rollout works before it yields
   */
  public static Behavior<Command> create(WorkerContext surroundings, Duration slice) {
    Turn turn = Turn.newBuilder().setMilliseconds(Math.toIntExact(slice.toMillis())).build();
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new Archipelago(context, timers, surroundings, turn)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(WorkerSaid.class, said -> guarded(() -> onSaid(said.body())))
        .onMessage(Tick.class, tick -> guarded(this::onTick))
        .onMessage(Ended.class, ended -> guarded(() -> workers.died(ended.worker())))
        .onMessage(Stop.class, stop -> onStop())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    reports = new StageReports(begin.work(), begin.replyTo());
    return guarded(
        () -> {
          CheckpointStore store = surroundings.store();
          byte[] learned = store.read(StageResults.result(begin.work(), Stage.META_TRAIN));
          work = Distillation.open(begin.work(), store);
          var rule = RuleForm.newBuilder().setLearned(ByteString.copyFrom(learned)).build();
          workers =
              new ArchipelagoWorkers(
                  getContext(), surroundings, begin.work(), work, rule, turn, Ended::new);
          meter = new ProgressMeter("rounds of islands", workers.rounds(), System.nanoTime());
          timers.startTimerWithFixedDelay(new Tick(), TICK);
        });
  }

  private void onSaid(WorkerEvent said) throws IOException {
    String worker = said.getWorker();
    switch (said.getWhatCase()) {
      case YIELDED -> workers.yielded(worker, said.getYielded());
      case READY -> workers.ready(worker);
      case BATCH -> workers.batch(worker, said.getBatch());
      case ROLLOUT_RESULT -> workers.rolloutEnded(worker, said.getRolloutResult());
      case PULL -> workers.pulled(said.getPull().getNumber());
      case FRONT -> work.found(IslandRing.index(worker), said.getFront());
      case ISLAND_STATE -> {
        work.state(IslandRing.index(worker), said.getIslandState());
        saveNowAndThen(System.nanoTime());
      }
      case FAILED -> {
        reports.failed(said.getFailed());
        over = true;
      }
      case WHAT_NOT_SET -> throw new IllegalArgumentException(worker + " said nothing");
    }
    if (!over && workers.islandsDone() && work.rolloutsEnded()) {
      end();
      over = true;
    }
  }

  private void end() throws IOException {
    int halt = work.haltAt();
    if (halt > 0) {
      work.saveCut().ifPresent(reports::saved);
      figures = work.publishAt(halt, workers.reservoir());
      report(System.nanoTime());
      reports.reached(halt, figures.getOrDefault(work.figure(), Double.NaN));
    } else {
      report(System.nanoTime());
      reports.finished(work.finish(workers.reservoir()));
    }
  }

  private void onTick() throws IOException {
    long now = System.nanoTime();
    saveNowAndThen(now);
    if (work.frontChanged() && now - nextFront >= 0) {
      figures = work.publish(workers.reservoir());
      long took = System.nanoTime() - now;
      nextFront = now + Math.max(BETWEEN_FRONTS, RESTRAINT * took);
    }
    if (meter.due(now)) {
      report(now);
    }
  }

  private void saveNowAndThen(long now) throws IOException {
    if (now - saved >= surroundings.checkpointInterval().toNanos()) {
      Optional<FileRef> cut = work.saveCut();
      if (cut.isPresent()) {
        saved = now;
        reports.saved(cut.get());
      }
    }
  }

  private void report(long now) {
    var recipe = work.recipe();
    Map<String, Double> shown = new LinkedHashMap<>(figures);
    shown.put("batches", (double) work.batches());
    long total = (long) recipe.search().islands() * recipe.budget().rounds();
    var progress = meter.report(workers.rounds(), total, shown, now).toBuilder();
    reports.progressed(progress.addAllIslands(work.islands(workers::rounds)).build());
  }

  private Behavior<Command> onStop() {
    return guarded(
        () -> {
          if (work != null) {
            work.saveCut().ifPresent(reports::saved);
          }
          if (reports != null) {
            reports.stopped();
          }
          over = true;
        });
  }

  /** Whatever throws here ends the attempt. */
  private Behavior<Command> guarded(Step step) {
    try {
      step.run();
    } catch (Exception | OutOfMemoryError e) {
      reports.failed(e);
      over = true;
    }
    return over ? Behaviors.stopped() : this;
  }

  /** The workers have stopped by now: children do before their parent. */
  private Behavior<Command> onPostStop() throws IOException {
    if (work != null) {
      work.close();
    }
    return this;
  }
}
