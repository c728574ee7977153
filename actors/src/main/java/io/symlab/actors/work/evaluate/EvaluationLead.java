package io.symlab.actors.work.evaluate;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.ProgressMeter;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Private;
import io.symlab.actors.stage.StageWorker.Stop;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.proto.BlobPart;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The worker of evaluating: has every rule run on every problem, as many runs at once as there are
 * slots. What there is to run and what it gave is {@link EvaluationRun}'s.
 */
public final class EvaluationLead extends AbstractBehavior<Command> {
  /** From its watch: a rollout has ended, in order or not. */
  private record Ended(String worker) implements Private {}

  /** A rollout on its way. */
  private static final class RunningRollout {
    final EvaluationPlan.Task task;
    final ActorRef<RolloutWorker.Command> worker;
    final Blobs.Assembly result = new Blobs.Assembly();
    long steps;

    RunningRollout(EvaluationPlan.Task task, ActorRef<RolloutWorker.Command> worker) {
      this.task = task;
      this.worker = worker;
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private final WorkerContext surroundings;
  private final Turn turn;
  private final Map<String, RunningRollout> rollouts = new HashMap<>();
  private StageReports reports;
  private EvaluationRun run;
  private ProgressMeter meter;
  private long saved = System.nanoTime();
  private boolean over;

  private EvaluationLead(ActorContext<Command> context, WorkerContext surroundings, Turn turn) {
    super(context);
    this.surroundings = surroundings;
    this.turn = turn;
  }

  /**
   * @param slice how long a rollout works before it yields
   */
  public static Behavior<Command> create(WorkerContext surroundings, Duration slice) {
    Turn turn = Turn.newBuilder().setMilliseconds(Math.toIntExact(slice.toMillis())).build();
    return Behaviors.setup(context -> new EvaluationLead(context, surroundings, turn));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(WorkerSaid.class, said -> guarded(() -> onSaid(said.body())))
        .onMessage(Ended.class, ended -> guarded(() -> onEnded(ended.worker())))
        .onMessage(Stop.class, stop -> onStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    reports = new StageReports(begin.work(), begin.replyTo());
    return guarded(
        () -> {
          run = EvaluationRun.open(begin.work(), surroundings.store());
          meter = new ProgressMeter("steps", run.steps(), System.nanoTime());
          for (int slot = 0; slot < Math.max(1, begin.work().getSlots()); slot++) {
            startNext();
          }
          finishWhenDone();
        });
  }

  private void onSaid(WorkerEvent said) throws IOException {
    RunningRollout rollout = rollouts.get(said.getWorker());
    switch (said.getWhatCase()) {
      case YIELDED -> {
        rollout.steps = said.getYielded().getDone();
        if (said.getYielded().getState() == Yielded.State.READY) {
          rollout.worker.tell(new RolloutWorker.Go(turn));
        }
        if (meter.due(System.nanoTime())) {
          report();
        }
      }
      case ROLLOUT_RESULT -> {
        Optional<ByteString> whole = rollout.result.add(said.getRolloutResult());
        if (whole.isPresent()) {
          rollouts.remove(said.getWorker());
          run.ended(rollout.task.index(), RolloutResult.parseFrom(whole.get()));
          saveNowAndThen();
          startNext();
          finishWhenDone();
        }
      }
      case FAILED -> {
        reports.failed(said.getFailed());
        over = true;
      }
      default ->
          throw new IllegalStateException(
              said.getWorker() + " said " + said.getWhatCase() + ", which no run here says");
    }
  }

  private void onEnded(String worker) {
    if (rollouts.containsKey(worker)) {
      throw new IllegalStateException(worker + " ended before its work was done");
    }
  }

  private Behavior<Command> onStop() {
    return guarded(
        () -> {
          if (run != null) {
            run.save().ifPresent(reports::saved);
          }
          if (reports != null) {
            reports.stopped();
          }
          over = true;
        });
  }

  private void startNext() {
    Optional<EvaluationPlan.Task> task = run.nextTask();
    if (task.isEmpty()) {
      return;
    }
    String name = "run-" + task.get().index();
    var dispatcher = Props.empty().withDispatcherFromConfig(surroundings.workDispatcher());
    var worker = getContext().spawn(RolloutWorker.create(), name, dispatcher);
    getContext().watchWith(worker, new Ended(name));
    rollouts.put(name, new RunningRollout(task.get(), worker));
    for (BlobPart part : Blobs.split(run.work(task.get(), name).toByteString())) {
      worker.tell(new RolloutWorker.Begin(part, getContext().getSelf().narrow()));
    }
    worker.tell(new RolloutWorker.Go(turn));
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
    long underway = rollouts.values().stream().mapToLong(rollout -> rollout.steps).sum();
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
