package io.symlab.actors.trial;

import akka.actor.typed.ActorRef;
import io.symlab.actors.pool.Need;
import io.symlab.actors.pool.PoolReply;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.RunState;
import io.symlab.proto.StageHost;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trial's dealings with the pool: where it stands there, who does its stage and how far that is.
 * None of it outlives the process; the journal has what does.
 */
final class TrialWork {
  /** Where a trial stands. */
  enum Phase {
    IDLE(RunState.WAITING),
    QUEUED(RunState.WAITING),
    RUNNING(RunState.RUNNING),
    STAGE_OVER(RunState.RUNNING),
    LEAVING(RunState.RUNNING),
    BACKING_OFF(RunState.BACKING_OFF),
    HELD(RunState.HELD);

    private final RunState shown;

    Phase(RunState shown) {
      this.shown = shown;
    }
  }

  /** The longest such wait is 32 s. */
  private static final int MOST_RESTS = 5;

  private TrialPlan plan;
  private final Path home;
  private final ActorRef<TrainerPool.Command> pool;
  private Phase phase = Phase.IDLE;
  private String held = "";
  private long heldUntil;
  private int rests;
  private ActorRef<StageWorker.Command> worker;
  private StageProgress progress;
  private List<StageHost> hosts = List.of();
  private String waitsFor = "";
  private StageClock clock = new StageClock(0);

  TrialWork(TrialPlan plan, Path home, ActorRef<TrainerPool.Command> pool) {
    this.plan = plan;
    this.home = home;
    this.pool = pool;
  }

  Phase phase() {
    return phase;
  }

  /** Neither in the pool nor on the way there: after it has left, or while it backs off. */
  void rests(Phase how) {
    phase = how;
  }

  /**
   * It waits for what is missing.
   *
   * @param again whether nothing tells when it is there again but trying: later each time
   * @return whether that is news
   */
  boolean held(String cause, boolean again) {
    boolean news = phase != Phase.HELD || !held.equals(cause);
    if (phase != Phase.HELD) {
      heldUntil = System.nanoTime() + (again ? 1_000_000_000L << rests : 0);
      rests = again ? Math.min(rests + 1, MOST_RESTS) : rests;
    }
    phase = Phase.HELD;
    held = cause;
    return news;
  }

  /** Whether it has waited for as long as it was to. */
  boolean rested() {
    return phase == Phase.BACKING_OFF
        || (phase == Phase.HELD && System.nanoTime() - heldUntil >= 0);
  }

  /** Whether this is the work of that trial. */
  boolean isOf(String trial) {
    return plan.name().equals(trial);
  }

  void enter(TrialState state, ActorRef<?> trial, ActorRef<PoolReply> replies) {
    phase = Phase.QUEUED;
    waitsFor = "";
    pool.tell(new TrainerPool.Enter(plan.name(), plan.order(), need(state), trial, replies));
  }

  /** What the stage needs that the state says is next. */
  private Need need(TrialState state) {
    return plan.need(plan.history().stage(state));
  }

  /** Has its place in the line for what its next stage needs. */
  void queued() {
    phase = Phase.QUEUED;
    waitsFor = "";
  }

  /** It has another place among those that wait. */
  void prioritise(int priority) {
    plan = plan.with(plan.retries(), priority);
    pool.tell(new TrainerPool.Move(plan.name(), plan.order()));
  }

  /** Whether a trial that has ended is to be opened again. */
  boolean reopens(TrialState state) {
    return state.hasEnded()
        && TrialHistory.mayReopen(state.getEnded().getState())
        && state.getRetries() < plan.retries();
  }

  int retries() {
    return plan.retries();
  }

  void leave() {
    phase = Phase.LEAVING;
    pool.tell(new TrainerPool.Leave(plan.name()));
  }

  /** Has the stage done that the state says is next. */
  void begin(TrialState state, ActorRef<StageWorker.Report> reports) {
    phase = Phase.RUNNING;
    progress = null;
    hosts = List.of();
    clock = new StageClock(state.getCheckpoint().getSeconds());
    pool.tell(
        new TrainerPool.Work(plan.name(), need(state), TrialEvents.begin(plan, state), reports));
  }

  /**
   * A worker has begun.
   *
   * @param where the stage is computed
   */
  void started(ActorRef<StageWorker.Command> by, List<StageHost> where) {
    worker = by;
    hosts = where;
  }

  /**
   * What it is that it waits for.
   *
   * @return whether that is news
   */
  boolean waitsFor(String what) {
    boolean news = phase == Phase.QUEUED && !waitsFor.equals(what);
    waitsFor = what;
    return news;
  }

  void stageOver() {
    phase = Phase.STAGE_OVER;
    progress = null; // the next stage has made none
  }

  void workerGone() {
    worker = null;
  }

  /** Nothing happens before the worker has started: it is asked then. */
  void askWorkerToStop() {
    if (worker != null) {
      worker.tell(new StageWorker.Stop());
    }
  }

  /** It may stop, to begin anew with more slots. */
  void offerMoreSlots() {
    if (worker != null) {
      worker.tell(new StageWorker.MoreSlots());
    }
  }

  /** Whether a report is about what is being done now; others are of the past. */
  boolean concerns(StageReport report, TrialState state) {
    return phase == Phase.RUNNING
        && state.getAttemptOpen()
        && report.getAttempt() == state.getAttempt()
        && plan.history().stage(state).is(report.getStage());
  }

  void progressed(StageProgress now) {
    rests = 0;
    progress = now;
  }

  /** What there is to say of the stage beside its worker's reports. */
  StageFacts facts() {
    return new StageFacts(clock.seconds(), Optional.ofNullable(progress), hosts);
  }

  TrialView view(TrialState state) {
    return view(state, phase.shown);
  }

  /**
   * The same of a trial that is about to leave.
   *
   * @param how it stands then
   */
  TrialView view(TrialState state, RunState how) {
    TrialView view = TrialViews.of(plan, state, how, progress, clock.seconds(), home);
    if (how == RunState.HELD) {
      return view.toBuilder().setFailureKind(how.word()).setFailureCause(held).build();
    }
    boolean waits = phase == Phase.QUEUED && how == RunState.WAITING && !waitsFor.isEmpty();
    return waits ? view.toBuilder().setNote("waits for " + waitsFor).build() : view;
  }
}
