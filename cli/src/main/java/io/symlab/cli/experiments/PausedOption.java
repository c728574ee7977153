package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be paused or to go on: an experiment, a trial, or the whole lab. */
final class PausedOption {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment, or a trial of it, as e3/2.")
  private String id;

  @Option(names = "--trial", paramLabel = "N", description = "A trial of a sweep.")
  private Integer trial;

  @Option(names = "--all", description = "The whole lab.")
  private boolean all;

  @Option(names = "--json", description = "Print the experiment, or the lab, as JSON.")
  private boolean json;

  /**
   * What was named; with {@code --all} an empty id.
   *
   * @throws LabException when it is not said, or said twice
   */
  TrialName named() throws LabException {
    if (all == (id != null) || (all && trial != null)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "say which: an experiment (e3), a trial (e3/2), or --all");
    }
    return all ? new TrialName("", 0) : TrialName.of(id, trial);
  }

  /** Prints what the lab answered. */
  void print(TrialName named, ClientReply reply, PrintWriter out) throws LabException {
    if (reply.hasLab()) {
      out.println(
          json
              ? JsonViews.lab(reply.getLab()).toPrettyString()
              : "the lab  " + (reply.getLab().getPaused() ? "paused" : "goes on"));
      return;
    }
    ExperimentView experiment = reply.getExperiment();
    if (json) {
      out.println(JsonViews.experiment(experiment).toPrettyString());
    } else {
      out.println(ExperimentText.head(experiment));
      if (named.trial() > 0) {
        var trialView = Trials.find(experiment, named.trial());
        out.println("  " + ExperimentText.head(trialView, experiment.getTrialsCount()));
      }
    }
  }
}
