package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.client.Lasting;
import io.symlab.cli.display.EvaluationText;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.display.FrontText;
import io.symlab.cli.display.ProgressDisplay;
import io.symlab.cli.display.ReadableRule;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What there is to say when an experiment that was watched has ended. */
final class Outcome {
  private Outcome() {}

  /**
   * Watches an experiment and tells how it ended.
   *
   * @return the exit code that says how
   */
  static int watch(Path home, LabClient first, String id, PrintWriter out, PrintWriter err)
      throws LabException, InterruptedException {
    return watch(home, first, id, out, err, () -> false);
  }

  /** The same for who only looks on: ends when nobody reads what is printed any more. */
  static int lookOn(Path home, LabClient first, String id, PrintWriter out, PrintWriter err)
      throws LabException, InterruptedException {
    return watch(home, first, id, out, err, out::checkError);
  }

  private static int watch(
      Path home, LabClient first, String id, PrintWriter out, PrintWriter err, BooleanSupplier left)
      throws LabException, InterruptedException {
    ProgressDisplay display = Watcher.display(out);
    return Lasting.talk(
        home,
        first,
        err,
        client -> {
          ExperimentView last = new Watcher(client, display).watch(id, left);
          if (RunState.ended(last.getState())) {
            tell(client, last, out);
          }
          return ExitCode.of(last.getState());
        });
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
    if (RunState.FAILED.is(trial.getState())) {
      out.println();
      out.println("It failed: " + ExperimentText.failure(trial));
      out.println("Its log: lab logs " + ended.getId());
    }
    if (Trials.is(trial, Stage.DISTILL, RunState.DONE)
        || Trials.is(trial, Stage.EVOLVE, RunState.DONE)) {
      LabFront lab = LabFront.ask(client, ended.getId(), trial.getIndex());
      out.println();
      out.println("The front, " + FrontText.summary(lab.front()) + ":");
      FrontText.lines(lab.front(), lab.tried()).forEach(out::println);
    }
    Path folder = Path.of(ended.getDirectory(), Integer.toString(trial.getIndex()));
    tellTuned(folder.resolve(TrialFiles.TUNED), out);
    tellEvaluation(folder.resolve(TrialFiles.EVALUATION), out);
    if (!trial.getReport().isEmpty()) {
      out.println();
      out.println("report: " + trial.getReport());
    }
  }

  private static void tellTuned(Path file, PrintWriter out) throws LabException {
    if (!Files.exists(file)) {
      return;
    }
    TunedFile tuned = TunedFile.ofBytes(read(file), file.toString());
    out.println();
    out.println(
        "The rule that was tuned (" + tuned.choice() + ", complexity " + tuned.complexity() + "):");
    out.println("  before  " + ReadableRule.of(tuned.original(), tuned.names()));
    out.println(
        "  after   "
            + (tuned.changed()
                ? ReadableRule.of(tuned.tuned(), tuned.names())
                : "the same: nothing was better"));
    RatesFound rates = tuned.rates();
    if (rates.swept()) {
      out.println(
          "  rate    "
              + factor(rates, rates.distilled())
              + " times the recipe's before, "
              + Amounts.figure(rates.tuned())
              + " times after"
              + (rates.ofLearned().isEmpty()
                  ? ""
                  : "; the learned optimizer is best at "
                      + factor(rates, rates.learned())
                      + " times"));
    }
  }

  private static String factor(RatesFound rates, double factor) {
    return factor + (rates.atEdge(factor) ? " (the edge of the sweep)" : "");
  }

  private static void tellEvaluation(Path file, PrintWriter out) throws LabException {
    if (!Files.exists(file)) {
      return;
    }
    EvaluationFile evaluation = EvaluationFile.ofBytes(read(file), file.toString());
    out.println();
    out.println(
        "On problems that none of them was made on, "
            + evaluation.runs()
            + " runs of "
            + evaluation.steps()
            + " steps:");
    EvaluationText.lines(evaluation).forEach(out::println);
  }

  private static byte[] read(Path file) throws LabException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
