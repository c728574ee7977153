package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.ProgressDisplay;
import io.symlab.cli.display.ProgressLines;
import io.symlab.cli.display.ProgressScreen;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Follows an experiment to its end, showing how it goes. */
final class Watcher {
  private final LabClient client;
  private final ProgressDisplay display;
  private Optional<FrontFile> front = Optional.empty();

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

  /**
   * Returns the experiment as it ended, or as it is when nobody watches any more.
   *
   * @param left asked after every change whether the watcher has left
   */
  ExperimentView watch(String id, BooleanSupplier left) throws LabException, InterruptedException {
    client.send(LabQuestions.follow(id));
    while (true) {
      ClientReply reply = client.next(null);
      if (reply.hasTrialFront()) {
        front = Optional.of(LabFront.of(reply.getTrialFront().getFront()).front());
        continue;
      }
      ExperimentView experiment = reply.getExperiment();
      if (!reply.getMore()) {
        display.end(experiment, front);
        return experiment;
      }
      display.show(experiment, front);
      if (left.getAsBoolean()) {
        return experiment;
      }
    }
  }
}
