package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.actors.lab.SweepReports;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab report}: where a trial's report lies, or a sweep's, which is written for it. */
@Command(
    name = "report",
    header = "Print where a trial's or a sweep's report lies.",
    description = {
      "An HTML file that opens anywhere, with the same as images, CSV and JSON beside it. A sweep's"
          + " report compares its trials; it is written anew each time, from what they have left"
          + " so far."
    },
    footer = {
      "",
      "Examples:",
      "  lab report e3             of the sweep, or of the one trial that there is",
      "  lab report e3/2 --open    of its second trial"
    })
public final class ReportCommand extends ReadingVerb {
  @Mixin private TrialOption which;

  @Option(names = "--open", description = "Open it in the browser.")
  private boolean open;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    ExperimentView experiment = lab.experiment(lab.idOrNewest(which.id()));
    if (which.none() && SweepReports.isSweep(experiment)) {
      return show(JsonViews.object().put("id", experiment.getId()), sweep(experiment));
    }
    TrialView trial = Trials.find(experiment, which.trial());
    if (trial.getReport().isEmpty()) {
      throw new LabException(
          ExitCode.FAILED,
          "trial "
              + which.trial()
              + " of "
              + experiment.getId()
              + " has no report yet; it is "
              + trial.getState());
    }
    if (!Files.exists(Path.of(trial.getReport()))) {
      throw new LabException(
          ExitCode.FAILED, "the report is no longer where it was: " + trial.getReport());
    }
    ObjectNode node = JsonViews.object().put("id", experiment.getId());
    return show(node.put("trial", which.trial()), trial.getReport());
  }

  private int show(ObjectNode node, String report) throws LabException {
    out().println(json ? node.put("report", report).toPrettyString() : report);
    if (open) {
      open(report);
    }
    return ExitCode.DONE;
  }

  private static String sweep(ExperimentView experiment) throws LabException {
    try {
      return SweepReports.write(experiment).toString();
    } catch (IOException | ResultFormatException e) {
      throw new LabException(
          ExitCode.FAILED,
          "can't write the report of " + experiment.getId() + ": " + e.getMessage(),
          e);
    }
  }

  private static void open(String file) throws LabException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String opener = mac ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, file)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "can't run " + opener + "; open " + file + " by hand", e);
    }
  }
}
