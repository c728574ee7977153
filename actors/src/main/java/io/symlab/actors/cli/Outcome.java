package io.symlab.actors.cli;

import io.symlab.actors.LabException;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FrontView;
import io.symlab.proto.TrialView;
import java.io.PrintWriter;

/** What there is to say when an experiment that was watched has ended. */
final class Outcome {
  private Outcome() {}

  /**
   * Watches an experiment and tells how it ended.
   *
   * @return the exit code that says how
   */
  static int watch(LabClient client, String id, PrintWriter out)
      throws LabException, InterruptedException {
    ExperimentView ended = new Watcher(client, Watcher.display(out)).watch(id);
    tell(client, ended, out);
    return ExitCode.of(ended.getState());
  }

  private static void tell(LabClient client, ExperimentView ended, PrintWriter out)
      throws LabException, InterruptedException {
    if (ended.getTrialsCount() == 1) {
      tell(client, ended, ended.getTrials(0), out);
    } else {
      ended.getTrialsList().stream()
          .filter(trial -> !trial.getReport().isEmpty())
          .forEach(
              trial ->
                  out.println(
                      "trial "
                          + trial.getIndex()
                          + "  "
                          + trial.getLabel()
                          + "  "
                          + trial.getReport()));
    }
    out.flush();
  }

  private static void tell(LabClient client, ExperimentView ended, TrialView trial, PrintWriter out)
      throws LabException, InterruptedException {
    if (trial.getState().equals("failed")) {
      out.println();
      out.println("It failed: " + ExperimentText.failure(trial));
      out.println("Its log: lab logs " + ended.getId());
    }
    if (Trials.is(trial, "distill", "done")) {
      FrontView front = client.ask(LabQuestions.front(ended.getId(), trial.getIndex())).getFront();
      out.println();
      out.println("The front, " + FrontText.summary(front) + ":");
      FrontText.lines(front).forEach(out::println);
    }
    if (!trial.getReport().isEmpty()) {
      out.println();
      out.println("report: " + trial.getReport());
    }
  }
}
