package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.experiment.RunState;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import io.symlab.symbolic.front.ScoredFront;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a line when something changed, and one every now and then in between. For logs and pipes.
 */
public final class ProgressLines implements ProgressDisplay {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int MOST_TRIALS = 8;

  private final PrintWriter out;
  private final Clock clock;
  private final Map<String, String> said = new HashMap<>();
  private Instant next = Instant.MIN;

  public ProgressLines(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void show(ExperimentView experiment, Optional<FrontFile> front) {
    experiment.getTrialsList().forEach(trial -> changes(experiment, trial));
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(PERIOD);
      experiment.getTrialsList().stream()
          .filter(trial -> RunState.RUNNING.is(trial.getState()))
          .limit(MOST_TRIALS)
          .forEach(trial -> progress(experiment, trial));
      together(experiment);
      front.filter(f -> !f.ended()).ifPresent(f -> best(experiment, f));
    }
    out.flush();
  }

  @Override
  public void end(ExperimentView experiment, Optional<FrontFile> front) {
    experiment.getTrialsList().forEach(trial -> changes(experiment, trial));
    line(
        experiment.getId(),
        experiment.getState() + " after " + Amounts.seconds(ExperimentText.took(experiment)));
    out.flush();
  }

  private void changes(ExperimentView experiment, TrialView trial) {
    String name = name(experiment, trial);
    for (StageView stage : trial.getStagesList()) {
      String key = name + " " + stage.getName();
      if (!RunState.WAITING.is(stage.getState()) && news(key, stage.getState())) {
        line(
            name,
            RunState.DONE.is(stage.getState())
                ? stage.getName()
                    + " done in "
                    + Amounts.seconds(stage.getSeconds())
                    + figures(stage)
                : stage.getName() + " begins");
      }
    }
    String state = trial.getState();
    boolean troubled =
        RunState.FAILED.is(state) || RunState.BACKING_OFF.is(state) || RunState.PRUNED.is(state);
    boolean asked = RunState.CANCELLED.is(state) || RunState.PAUSED.is(state);
    if ((troubled || asked) && news(name, state + " " + trial.getAttempt())) {
      String cause = troubled ? ": " + ExperimentText.failure(trial) : "";
      line(name, state + " (attempt " + trial.getAttempt() + ")" + cause);
    }
  }

  private void progress(ExperimentView experiment, TrialView trial) {
    trial.getStagesList().stream()
        .filter(stage -> RunState.RUNNING.is(stage.getState()))
        .filter(stage -> stage.getProgress().getTotal() > 0)
        .forEach(
            stage ->
                line(
                    name(experiment, trial),
                    stage.getName() + "  " + ExperimentText.progress(stage)));
  }

  /** Of a sweep's trials, when more than one is worked on. */
  private void together(ExperimentView experiment) {
    long running =
        experiment.getTrialsList().stream()
            .filter(trial -> RunState.RUNNING.is(trial.getState()))
            .count();
    String pace = SweepPace.of(experiment);
    if (running > 1 && !pace.isEmpty()) {
      line(experiment.getId(), running + " trials together: " + pace);
    }
  }

  private void best(ExperimentView experiment, FrontFile front) {
    if (front.rows().isEmpty()) {
      return;
    }
    ScoredFront.Row row = front.front().best();
    if (news(experiment.getId() + " best", front.text(row))) {
      line(
          experiment.getId(),
          "best rule so far: complexity "
              + row.complexity()
              + ", R2 "
              + Amounts.r2(row.r2Train())
              + ": "
              + front.readable(row));
    }
  }

  private boolean news(String key, String what) {
    return !what.equals(said.put(key, what));
  }

  private void line(String name, String text) {
    out.println(TIME.format(clock.instant()) + "  " + name + "  " + text);
  }

  private static String name(ExperimentView experiment, TrialView trial) {
    return experiment.getTrialsCount() == 1
        ? experiment.getId()
        : experiment.getId() + "/" + trial.getIndex();
  }

  private static String figures(StageView stage) {
    String figures = ExperimentText.figures(stage);
    return figures.isEmpty() ? "" : "  " + figures;
  }
}
