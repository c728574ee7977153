package io.symlab.actors.stage;

import akka.actor.typed.ActorRef;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.proto.FileRef;
import io.symlab.proto.RungReached;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageFailure;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageReport;

/** What a worker tells its trial, each with the stage and attempt that it is about. */
public final class StageReports {
  private final StageBegin work;
  private final ActorRef<Report> trial;

  public StageReports(StageBegin work, ActorRef<Report> trial) {
    this.work = work;
    this.trial = trial;
  }

  public void progressed(StageProgress progress) {
    tell(report().setProgressed(progress));
  }

  public void saved(FileRef checkpoint) {
    tell(report().setCheckpointSaved(checkpoint));
  }

  public void finished(FileRef result) {
    tell(report().setFinished(result));
  }

  /** The same of a stage that was to come to a rung first: what it would have been compared by. */
  public void finished(FileRef result, double figure) {
    tell(report().setFinished(result).setFigure(figure));
  }

  /** At a rung; the checkpoint has been reported. */
  public void reached(int at, double value) {
    tell(report().setRungReached(RungReached.newBuilder().setAt(at).setValue(value)));
  }

  public void failed(Throwable thrown) {
    String who = work.getStage() + " of " + work.getExperiment() + "/" + work.getTrial();
    failed(Failures.logged(who, thrown));
  }

  public void failed(StageFailure failure) {
    tell(report().setFailed(failure));
  }

  public void stopped() {
    tell(report().setStopped(true));
  }

  private StageReport.Builder report() {
    return StageReport.newBuilder().setAttempt(work.getAttempt()).setStage(work.getStage());
  }

  private void tell(StageReport.Builder report) {
    trial.tell(new Report(report.build()));
  }
}
