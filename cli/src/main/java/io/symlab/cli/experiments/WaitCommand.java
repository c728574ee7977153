package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.client.Lasting;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.cli.verb.TrialName;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab wait}: blocks until an experiment has ended. */
@Command(
    name = "wait",
    header = "Wait until an experiment has ended.",
    description = {
      "Without an ID it waits for the newest. The exit code says how it ended: 0 done, 1 failed,"
          + " 4 cancelled, 5 not ended in time."
    },
    footer = {
      "",
      "Examples:",
      "  lab wait e3 && lab report e3",
      "  lab wait e3 --timeout 3600",
      "  lab wait               the newest experiment"
    })
public final class WaitCommand extends ClientVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment. Default: the newest.")
  private String id;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Wait no longer than this; then exit with 5.")
  private Double timeout;

  @Option(names = "--json", description = "Print the ended experiment as JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    if (timeout != null && !(timeout >= 0)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--timeout wants seconds, 0 or more, not " + timeout);
    }
    String meant = client.idOrNewest(TrialName.whole(id, "wait"));
    long begun = System.nanoTime();
    ExperimentView experiment =
        Lasting.talk(
            home(),
            client,
            err(),
            lab -> {
              lab.send(LabQuestions.waitFor(meant, millisLeft(begun)));
              return lab.next(null).getExperiment();
            });
    if (!RunState.ended(experiment.getState())) {
      throw new LabException(
          ExitCode.TIMED_OUT, meant + " has not ended within " + Amounts.seconds(timeout));
    }
    out()
        .println(
            json
                ? JsonViews.experiment(experiment).toPrettyString()
                : ExperimentText.head(experiment));
    return ExitCode.of(experiment.getState());
  }

  /** Below 0: for ever. */
  private int millisLeft(long begun) {
    return timeout == null
        ? -1
        : (int)
            Math.max(
                0,
                Math.min(
                    Integer.MAX_VALUE, timeout * 1000 - (System.nanoTime() - begun) / 1_000_000));
  }
}
