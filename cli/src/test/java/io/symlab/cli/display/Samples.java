package io.symlab.cli.display;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;

/** Answers as a lab gives them, for the tests of how they are shown. */
public final class Samples {
  private Samples() {}

  static StageView waiting(String name) {
    return StageView.newBuilder().setName(name).setState("waiting").build();
  }

  static StageView running(String name, long done, long total) {
    return StageView.newBuilder()
        .setName(name)
        .setState("running")
        .setSeconds(12)
        .setProgress(
            StageProgress.newBuilder()
                .setDone(done)
                .setTotal(total)
                .setUnit("steps")
                .setRate(68.1)
                .setSecondsLeft(12)
                .putFigures("meta-loss", 0.4182)
                .putFigures("held-out", Double.NaN))
        .build();
  }

  static StageView done(String name, double seconds) {
    return StageView.newBuilder().setName(name).setState("done").setSeconds(seconds).build();
  }

  static TrialView.Builder trial(int index, String state, StageView... stages) {
    return TrialView.newBuilder()
        .setIndex(index)
        .setState(state)
        .setAttempt(1)
        .addAllStages(java.util.List.of(stages));
  }

  static ExperimentView experiment(String state, TrialView.Builder... trials) {
    var experiment =
        ExperimentView.newBuilder()
            .setId("e3")
            .setName("demo")
            .setState(state)
            .setSubmittedMillis(1_000_000)
            .setEndedMillis(1_062_000)
            .setDirectory("/home/x/.symlab/experiments/e3");
    for (TrialView.Builder trial : trials) {
      experiment.addTrials(trial);
    }
    return experiment.build();
  }

  public static FrontFile front() {
    return FrontViews.front(frontView());
  }

  public static FrontView frontView() {
    return FrontView.newBuilder()
        .addNames("mt_0")
        .addNames("gt_0")
        .addRows(row(1, 0.5, 0.41, "mt_0"))
        .addRows(row(5, 0.1, 0.93, "tanh(mt_0 * 0.7312)"))
        .addRows(row(9, 0.05, Double.NaN, "tanh(mt_0 * 0.7312 - gt_0 * 0.1)"))
        .putMarks("best", 1)
        .putMarks("accuracy", 2)
        .putMarks("knee", 1)
        .setRounds(40)
        .build();
  }

  private static FrontRow row(int complexity, double loss, double r2, String expression) {
    return FrontRow.newBuilder()
        .setComplexity(complexity)
        .setLoss(loss)
        .setScore(0.3)
        .setR2Train(r2)
        .setR2Validation(r2)
        .setR2Test(r2)
        .setExpression(expression)
        .build();
  }
}
