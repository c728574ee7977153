package io.symlab.cli.experiments;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab dashboard}: the lab in a browser. */
@Command(
    name = "dashboard",
    header = "Serve the lab's page, and print its address.",
    description = {
      "The page shows experiments and trials live, with plots and formulas, and can pause, retry and"
          + " cancel. It is served on this machine's own interface only, from now until the lab ends;"
          + " the token in the address lets in, so keep it to yourself. The setting"
          + " symlab.dashboard.enabled serves it from the start, symlab.dashboard.port chooses the"
          + " port."
    },
    footer = {
      "",
      "Examples:",
      "  lab dashboard",
      "  xdg-open \"$(lab dashboard)\"",
      "  ssh -L 8080:127.0.0.1:PORT HOST     to look at a lab elsewhere: open 127.0.0.1:8080/?token=..."
    })
public final class DashboardCommand extends ClientVerb {
  @Option(names = "--json", description = "Print JSON: url.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    String url = client.ask(LabQuestions.dashboard()).getDashboard().getUrl();
    out().println(json ? JsonViews.object().put("url", url).toPrettyString() : url);
    return ExitCode.DONE;
  }
}
