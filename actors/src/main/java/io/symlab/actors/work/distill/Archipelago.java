package io.symlab.actors.work.distill;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.google.protobuf.ByteString;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.HostLost;
import io.symlab.actors.stage.StageWorker.MoreSlots;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.StageResults;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.crew.Crews;
import io.symlab.experiment.Stage;
import io.symlab.proto.CrewEvent;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageFailure;
import io.symlab.proto.WorkerEnded;
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

  private interface Step {
    void run() throws Exception;
  }

  private final WorkerContext surroundings;
  private final int milliseconds;
  private final TimerScheduler<Command> timers;
  private StageReports reports;
  private int slots;
  private Distillation work;
  private ArchipelagoWorkers workers;
  private ProgressMeter meter;
  private Map<String, Double> figures = Map.of();
  private long saved = System.nanoTime();
  private long nextFront = saved;
  private Optional<Step> last = Optional.empty();
  private boolean over;

  private Archipelago(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerContext surroundings,
      int milliseconds) {
    super(context);
    this.timers = timers;
    this.surroundings = surroundings;
    this.milliseconds = milliseconds;
  }

  /**
   * @param slice how long an island or a rollout works before it yields
   */
  public static Behavior<Command> create(WorkerContext surroundings, Duration slice) {
    int milliseconds = Math.toIntExact(slice.toMillis());
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Archipelago(context, timers, surroundings, milliseconds)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(WorkerHost.Made.class, made -> guarded(() -> workers.made(made)))
        .onMessage(WorkerHost.Refused.class, no -> guarded(() -> onEnded(no.body())))
        .onMessage(WorkerHost.Gone.class, gone -> guarded(() -> onEnded(gone.body())))
        .onMessage(HostLost.class, lost -> guarded(() -> onLost(workers.on(lost.host()))))
        .onMessage(Crew.Said.class, said -> guarded(() -> onSaid(said)))
        .onMessage(Tick.class, tick -> guarded(this::onTick))
        .onMessage(MoreSlots.class, more -> guarded(this::onMoreSlots))
        .onMessage(Stop.class, stop -> onStop())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    reports = new StageReports(begin.work(), begin.replyTo());
    slots = begin.work().getSlots();
    return guarded(
        () -> {
          CheckpointStore store = surroundings.store();
          byte[] learned = store.read(StageResults.result(begin.work(), Stage.META_TRAIN));
          work = Distillation.open(begin.work(), store);
          var rule = RuleForm.newBuilder().setLearned(ByteString.copyFrom(learned)).build();
          meter = new ProgressMeter("rounds of islands", work.rounds(), System.nanoTime());
          workers = new ArchipelagoWorkers(getContext(), begin.work(), work, rule, milliseconds);
          timers.startTimerWithFixedDelay(new Tick(), TICK);
        });
  }

  private void onSaid(Crew.Said said) throws Exception {
    Optional<Crews.Heard> heard = workers.heard(said);
    if (heard.isPresent()) {
      onHeard(heard.get().crew(), heard.get().event());
    }
  }

  private void onHeard(int crew, CrewEvent event) throws Exception {
    switch (event.getWhatCase()) {
      case PROGRESS -> {
        work.found(workers.first(crew), event.getProgress());
        if (event.getProgress().getDone()) {
          workers.done(crew);
        }
      }
      case BATCH -> workers.batch(event.getBatch());
      case RESULT -> workers.rolloutEnded(crew, event.getResult());
      case PULL -> workers.pulled(crew, event.getPull().getNumber());
      case KEPT -> {
        workers.kept(crew, event.getKept().getRound());
        saveNowAndThen(System.nanoTime());
      }
      case CUT -> onCut(workers.cut(crew, event.getCut()));
      case FAILED -> fail(event.getFailed());
      case WHAT_NOT_SET ->
          throw new IllegalArgumentException("the crew on " + workers.host(crew) + " said nothing");
    }
    if (!over && last.isEmpty() && workers.islandsDone() && work.rolloutsEnded()) {
      end();
    }
  }

  private void onCut(Optional<ConsistentCuts.Cut> cut) throws Exception {
    if (cut.isEmpty()) {
      return;
    }
    reports.saved(work.save(cut.get()));
    if (last.isPresent() && !(workers.islandsDone() && workers.gatherCut())) {
      conclude(last.get());
    }
  }

  /** Does the last thing of all, once what can be saved has been. */
  private void afterCut(Step step) throws Exception {
    if (workers.gatherCut()) {
      last = Optional.of(step);
    } else {
      conclude(step);
    }
  }

  private void conclude(Step step) throws Exception {
    over = true;
    step.run();
  }

  private void onEnded(WorkerEnded ended) {
    int crew = workers.named(ended.getName());
    if (crew >= 0 && ended.getKind().isEmpty()) {
      onLost(crew);
    } else if (crew >= 0) {
      fail(StageFailure.newBuilder().setKind(ended.getKind()).setCause(ended.getCause()).build());
    }
  }

  private void onLost(int crew) {
    if (crew >= 0 && workers.lost(crew)) {
      fail(Failures.nodeLost(workers.host(crew), "islands go back to the last cut"));
    }
  }

  private void fail(StageFailure failure) {
    reports.failed(failure);
    over = true;
  }

  private void end() throws Exception {
    int halt = work.haltAt();
    if (halt > 0) {
      afterCut(() -> halt(halt));
    } else {
      conclude(
          () -> {
            report(System.nanoTime());
            reports.finished(work.finish());
          });
    }
  }

  private void halt(int round) throws IOException {
    figures = work.publishAt(round);
    report(System.nanoTime());
    reports.reached(round, figures.getOrDefault(work.figure(), Double.NaN));
  }

  private void onTick() throws IOException {
    long now = System.nanoTime();
    workers.tick(now);
    saveNowAndThen(now);
    if (work.frontChanged() && now - nextFront >= 0) {
      figures = work.publish();
      long took = System.nanoTime() - now;
      nextFront = now + Math.max(BETWEEN_FRONTS, RESTRAINT * took);
    }
    if (meter.due(now)) {
      report(now);
    }
  }

  private void saveNowAndThen(long now) {
    if (now - saved >= surroundings.checkpointInterval().toNanos()) {
      saved = workers.gatherCut() ? now : saved;
    }
  }

  private void report(long now) {
    var recipe = work.recipe();
    Map<String, Double> shown = new LinkedHashMap<>(figures);
    shown.put("batches", (double) work.batches());
    long total = (long) recipe.search().islands() * recipe.budget().rounds();
    var progress = meter.report(work.rounds(), total, shown, now).toBuilder();
    reports.progressed(progress.addAllIslands(work.islands()).build());
  }

  /** Worth it while some islands share a slot. */
  private void onMoreSlots() throws Exception {
    boolean shared = workers != null && slots < work.recipe().search().islands();
    if (shared && last.isEmpty() && !workers.islandsDone()) {
      afterCut(reports::stopped);
    }
  }

  private Behavior<Command> onStop() {
    return guarded(
        () -> {
          if (workers != null) {
            afterCut(reports::stopped);
          } else {
            over = true;
            if (reports != null) {
              reports.stopped();
            }
          }
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

  private Behavior<Command> onPostStop() throws IOException {
    if (work != null) {
      work.close();
    }
    return this;
  }
}
