package io.symlab.actors.work.evaluate;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.HostLost;
import io.symlab.actors.stage.StageWorker.MoreSlots;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.crew.Crews;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.proto.CrewBegin;
import io.symlab.proto.CrewEvent;
import io.symlab.proto.CrewOrder;
import io.symlab.proto.StageFailure;
import io.symlab.proto.WorkerEnded;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker of evaluating: has every rule run on every problem, as many runs at once as there are
 * slots. What there is to run and what it gave is {@link EvaluationRun}'s.
 */
public final class EvaluationLead extends AbstractBehavior<Command> {
  private static final Duration TICK = Line.TICK;

  /** From its own timer. */
  private record Tick() implements Private {}

  /** A rollout on its way. */
  private record RunningRollout(EvaluationPlan.Task task, int crew) {}

  private interface Step {
    void run() throws Exception;
  }

  private final WorkerContext surroundings;
  private final int milliseconds;
  private final TimerScheduler<Command> timers;
  private final Map<String, RunningRollout> rollouts = new HashMap<>();
  private StageReports reports;
  private EvaluationRun run;
  private Crews crews;
  private final Map<String, Long> steps = new HashMap<>();
  private ProgressMeter meter;
  private long saved = System.nanoTime();
  private boolean yields;
  private boolean over;

  private EvaluationLead(
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
   * @param slice how long a rollout works before it yields
   */
  public static Behavior<Command> create(WorkerContext surroundings, Duration slice) {
    int milliseconds = Math.toIntExact(slice.toMillis());
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new EvaluationLead(context, timers, surroundings, milliseconds)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(WorkerHost.Made.class, made -> guarded(() -> onMade(made)))
        .onMessage(WorkerHost.Refused.class, no -> guarded(() -> onEnded(no.body())))
        .onMessage(WorkerHost.Gone.class, gone -> guarded(() -> onEnded(gone.body())))
        .onMessage(HostLost.class, lost -> guarded(() -> onLost(crews.on(lost.host()))))
        .onMessage(Crew.Said.class, said -> guarded(() -> onSaid(said)))
        .onMessage(Tick.class, tick -> guarded(() -> crews.tick(System.nanoTime())))
        .onMessage(MoreSlots.class, more -> guarded(this::onMoreSlots))
        .onMessage(Stop.class, stop -> onStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    reports = new StageReports(begin.work(), begin.replyTo());
    return guarded(
        () -> {
          run = EvaluationRun.open(begin.work(), surroundings.store());
          meter = new ProgressMeter("steps", run.steps(), System.nanoTime());
          crews = new Crews(getContext(), begin.work(), milliseconds);
          timers.startTimerWithFixedDelay(new Tick(), TICK);
          finishWhenDone();
        });
  }

  private void onMade(WorkerHost.Made made) {
    crews.made(made);
    beginWhenAllAreThere();
  }

  private void beginWhenAllAreThere() {
    if (!crews.canBegin()) {
      return;
    }
    for (int crew = 0; crew < crews.count(); crew++) {
      crews.begin(crew, CrewBegin.newBuilder());
      for (int slot = 0; slot < crews.slots(crew); slot++) {
        startNext(crew);
      }
    }
  }

  private void onSaid(Crew.Said said) throws IOException {
    Optional<Crews.Heard> heard = crews.heard(said);
    if (heard.isEmpty()) {
      return;
    }
    CrewEvent event = heard.get().event();
    switch (event.getWhatCase()) {
      case PROGRESS -> {
        steps.putAll(event.getProgress().getStepsMap());
        steps.keySet().retainAll(rollouts.keySet());
        if (meter.due(System.nanoTime())) {
          report();
        }
      }
      case RESULT -> {
        RunningRollout rollout = rollouts.remove(event.getResult().getRollout());
        steps.remove(event.getResult().getRollout());
        run.ended(rollout.task().index(), event.getResult().getResult());
        saveNowAndThen();
        startNext(heard.get().crew());
        if (meter.due(System.nanoTime())) {
          report();
        }
        finishWhenDone();
        yieldWhenIdle();
      }
      case FAILED -> fail(event.getFailed());
      default ->
          throw new IllegalStateException(
              "a crew said " + event.getWhatCase() + ", which none says here");
    }
  }

  private void onEnded(WorkerEnded ended) throws IOException {
    int crew = crews.named(ended.getName());
    if (crew < 0) {
      return;
    }
    if (ended.getKind().isEmpty()) {
      onLost(crew);
    } else {
      fail(StageFailure.newBuilder().setKind(ended.getKind()).setCause(ended.getCause()).build());
    }
  }

  /** What ran there runs elsewhere, from its beginning. */
  private void onLost(int crew) throws IOException {
    if (crew < 0 || !crews.lost(crew)) {
      return;
    }
    List<String> names =
        rollouts.keySet().stream().filter(name -> rollouts.get(name).crew() == crew).toList();
    for (String name : names) {
      run.again(rollouts.remove(name).task());
      steps.remove(name);
    }
    beginWhenAllAreThere();
    boolean left = false;
    for (int other = 0; other < crews.count(); other++) {
      left |= crews.slots(other) > 0;
      for (int more = names.size(); more > 0 && crews.slots(other) > 0; more--) {
        startNext(other);
      }
    }
    if (!left) {
      fail(Failures.nodeLost(crews.host(crew), "no other host is left for this stage"));
    }
    yieldWhenIdle();
  }

  private void fail(StageFailure failure) {
    reports.failed(failure);
    over = true;
  }

  private Behavior<Command> onStop() {
    return guarded(this::stop);
  }

  private void stop() throws IOException {
    if (run != null) {
      run.save().ifPresent(reports::saved);
    }
    if (reports != null) {
      reports.stopped();
    }
    over = true;
  }

  /** What has begun goes to its end here; what has not is for the next to begin. */
  private void onMoreSlots() throws IOException {
    yields = run != null && run.hasNextTask();
    yieldWhenIdle();
  }

  private void yieldWhenIdle() throws IOException {
    if (yields && rollouts.isEmpty() && !over) {
      stop();
    }
  }

  private void startNext(int crew) {
    Optional<EvaluationPlan.Task> task = yields ? Optional.empty() : run.nextTask();
    if (task.isPresent()) {
      String name = "run-" + task.get().index();
      rollouts.put(name, new RunningRollout(task.get(), crew));
      crews.tell(crew, CrewOrder.newBuilder().setRollout(run.work(task.get(), name)));
    }
  }

  private void saveNowAndThen() throws IOException {
    long now = System.nanoTime();
    if (now - saved >= surroundings.checkpointInterval().toNanos()) {
      saved = now;
      run.save().ifPresent(reports::saved);
    }
  }

  private void finishWhenDone() throws IOException {
    if (run.done()) {
      report();
      reports.finished(run.finish());
      over = true;
    }
  }

  private void report() {
    long underway = steps.values().stream().mapToLong(Long::longValue).sum();
    reports.progressed(
        meter.report(run.steps() + underway, run.total(), Map.of(), System.nanoTime()));
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
}
