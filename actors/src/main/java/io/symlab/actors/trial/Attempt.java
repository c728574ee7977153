package io.symlab.actors.trial;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.pool.PoolReply;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.trial.TrialWork.Phase;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The attempt that is under way: what the pool and the worker of its stage say of it, and what
 * follows, stage by stage. Part of the trial's actor, used in its handlers only.
 */
final class Attempt {
  private final ActorRef<Trial.Command> self;
  private final TimerScheduler<Trial.Command> timers;
  private final TrialPlan plan;
  private final Duration stopTimeout;
  private final TrialWork work;
  private final Restraints restraints;
  private final TrialNotes notes;
  private final TrialNews news;
  private final ActorRef<StageWorker.Report> reports;

  /**
   * @param stopTimeout how long a stage gets to leave a checkpoint
   */
  Attempt(
      ActorContext<Trial.Command> context,
      TimerScheduler<Trial.Command> timers,
      TrialPlan plan,
      Duration stopTimeout,
      TrialWork work,
      Restraints restraints,
      TrialNotes notes,
      TrialNews news) {
    this.self = context.getSelf();
    this.timers = timers;
    this.plan = plan;
    this.stopTimeout = stopTimeout;
    this.work = work;
    this.restraints = restraints;
    this.notes = notes;
    this.news = news;
    this.reports =
        context.messageAdapter(
            StageWorker.Report.class, report -> new Trial.StageSaid(report.body()));
  }

  Decision<TrialEvent, TrialState> poolSaid(TrialState state, PoolReply reply) {
    if (reply instanceof PoolReply.Admitted) {
      return work.phase() == Phase.QUEUED ? admitted(state) : Decision.none();
    }
    if (reply instanceof PoolReply.WorkerGone gone) {
      return workerGone(state, gone);
    }
    if (reply instanceof PoolReply.Left) {
      return left(state);
    }
    if (reply instanceof PoolReply.Started started) {
      work.started(started.worker(), started.hosts());
      notes.stageBegins(state, started.slots(), started.lease());
      if (!restraints.isFree()) {
        work.askWorkerToStop();
      }
    } else if (reply instanceof PoolReply.Queued) {
      queued(state);
    } else if (reply instanceof PoolReply.Waits waits) {
      if (work.waitsFor(waits.what())) {
        news.changed(state);
      }
    } else if (reply instanceof PoolReply.Drains drains) {
      drains(drains);
    } else if (reply instanceof PoolReply.MoreSlots) {
      moreSlots();
    }
    return Decision.none();
  }

  /** It goes on once it has what the next stage needs. */
  private void queued(TrialState state) {
    if (work.phase() == Phase.RUNNING) {
      work.queued();
      news.changed(state);
      if (!restraints.isFree()) {
        work.leave();
      }
    }
  }

  /** It goes on elsewhere from the checkpoint that it leaves. */
  private void drains(PoolReply.Drains drains) {
    if (work.phase() == Phase.RUNNING && restraints.isFree()) {
      restraints.miss("the host " + drains.host() + " is being drained");
      stop();
    }
  }

  /** Its worker decides whether that is worth beginning anew. */
  private void moreSlots() {
    if (work.phase() == Phase.RUNNING && restraints.isFree()) {
      restraints.offer("more slots have come, with which it begins anew");
      work.offerMoreSlots();
    }
  }

  /** It may be open still, and have waited for its next stage. */
  private Decision<TrialEvent, TrialState> left(TrialState state) {
    boolean kept = !restraints.isFree();
    Wish asked = restraints.onAttempt();
    work.rests(Phase.IDLE);
    restraints.missNothing();
    if (state.getAttemptOpen() && !state.hasEnded() && kept) {
      return Decision.of(TrialEvents.attemptEnded(AttemptEnd.asked(asked)), now -> next());
    }
    return Decision.only(now -> next());
  }

  private Decision<TrialEvent, TrialState> admitted(TrialState state) {
    restraints.lookAtAll();
    if (!restraints.isFree()) {
      work.leave();
      return Decision.none();
    }
    if (state.getAttemptOpen()) { // it has waited for what its next stage needs
      return Decision.only(this::begin);
    }
    var stage = plan.history().stage(state);
    return Decision.of(TrialEvents.attemptStarted(state.getAttempt() + 1, stage), this::begin);
  }

  private void begin(TrialState state) {
    restraints.missNothing(); // an offer was for the stage before
    work.begin(state, reports);
    news.changed(state);
  }

  private Decision<TrialEvent, TrialState> workerGone(TrialState state, PoolReply.WorkerGone gone) {
    if (gone.attempt() != state.getAttempt()) {
      return Decision.none();
    }
    work.workerGone();
    boolean stageOver = work.phase() == Phase.STAGE_OVER;
    if (!stageOver && work.phase() != Phase.RUNNING) {
      return Decision.none();
    }
    if (stageOver && restraints.isFree()) {
      restraints.lookAtAll();
    }
    if (!restraints.isFree()) {
      return end(AttemptEnd.asked(restraints.onAttempt()));
    }
    return stageOver
        ? Decision.only(this::begin)
        : end(AttemptEnd.workerGone(gone.stage(), gone.kind(), gone.cause()));
  }

  Decision<TrialEvent, TrialState> workerSaid(TrialState state, StageReport report) {
    if (!work.concerns(report, state)) {
      return Decision.none();
    }
    if (report.hasProgressed()) {
      work.progressed(report.getProgressed());
      notes.progress(report.getStage(), report.getProgressed());
      news.changed(state);
      return Decision.none();
    }
    if (report.hasNoted()) {
      notes.noted(report.getNoted());
      return Decision.none();
    }
    var events =
        TrialEvents.ofReport(
            report, state, plan.history(), restraints.onAttempt(), work.facts(), plan.rungs());
    if (report.hasFinished()) {
      work.stageOver();
    }
    return new Decision<>(events, this::reported);
  }

  private void reported(TrialState now) {
    if (now.hasEnded()) {
      news.closed(now);
    } else if (now.getAttemptOpen()) {
      news.changed(now);
    } else {
      work.leave();
    }
  }

  /** Has its worker leave a checkpoint and end, in good time. */
  void stop() {
    work.askWorkerToStop();
    timers.startSingleTimer(new Trial.Overdue(), stopTimeout);
  }

  /** Its worker has been asked to stop for long enough. */
  Decision<TrialEvent, TrialState> overdue() {
    boolean works = work.phase() == Phase.RUNNING || work.phase() == Phase.STAGE_OVER;
    return works && !restraints.isFree()
        ? end(AttemptEnd.askedInVain(restraints.onAttempt()))
        : Decision.none();
  }

  private Decision<TrialEvent, TrialState> end(AttemptEnd end) {
    Consumer<TrialState> leave = now -> work.leave();
    return Decision.of(TrialEvents.attemptEnded(end), leave);
  }

  private void next() {
    self.tell(new Trial.Next());
  }
}
