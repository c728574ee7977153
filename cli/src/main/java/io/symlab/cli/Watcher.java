package io.symlab.cli;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;

/** Follows an experiment to its end, showing how it goes. */
final class Watcher {
  private static final int TURN_MILLIS = 1000;
  private static final int TURNS_PER_FRONT = 2;

  private final LabClient client;
  private final ProgressDisplay display;
  private Optional<FrontFile> front = Optional.empty();
  private int frontOf = -1;

  Watcher(LabClient client, ProgressDisplay display) {
    this.client = client;
    this.display = display;
  }

  /** In place on a terminal, line by line elsewhere. */
  static ProgressDisplay display(PrintWriter out) {
    Style style = Style.ofProcess();
    return style.terminal()
        ? new ProgressScreen(out, style, TerminalSize.ofProcess())
        : new ProgressLines(out, Clock.systemUTC());
  }

  /** Returns the experiment as it ended. */
  ExperimentView watch(String id) throws LabException, InterruptedException {
    for (int turn = 0; ; turn++) {
      ExperimentView experiment =
          client.ask(LabQuestions.waitFor(id, turn == 0 ? 0 : TURN_MILLIS)).getExperiment();
      if (ExitCode.ended(experiment.getState())) {
        display.end(experiment, front);
        return experiment;
      }
      if (turn % TURNS_PER_FRONT == 0) {
        updateFront(experiment);
      }
      display.show(experiment, front);
    }
  }

  /** The front is asked for while it may change, and once after. */
  private void updateFront(ExperimentView experiment) throws LabException, InterruptedException {
    Optional<TrialView> trial = Trials.current(experiment);
    if (trial.isEmpty() || !hasFront(trial.get())) {
      front = Optional.empty();
      return;
    }
    int index = trial.get().getIndex();
    boolean known = frontOf == index && front.map(FrontFile::ended).orElse(false);
    if (!known) {
      frontOf = index;
      front = Optional.of(LabFront.ask(client, experiment.getId(), index).front());
    }
  }

  private static boolean hasFront(TrialView trial) {
    return trial.getStagesList().stream()
        .filter(stage -> stage.getName().equals("distill"))
        .anyMatch(
            stage ->
                stage.getState().equals("done")
                    || (stage.getState().equals("running") && stage.getProgress().getDone() > 0));
  }
}
