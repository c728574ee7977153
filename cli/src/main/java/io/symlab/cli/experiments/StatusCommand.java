package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.display.KeeperText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Version;
import io.symlab.keeper.KeeperClient;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.KeeperView;
import io.symlab.proto.LabView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab status}: the lab and what it works on, or one experiment in full. */
@Command(
    name = "status",
    header = "Show how the lab stands, or one experiment.",
    description = {
      "Without ID: the lab and what has not ended. With ID: all its trials and stages."
    },
    footer = {
      "",
      "Examples:",
      "  lab status                the lab, and the experiments that have not ended",
      "  lab status e3             trials, stages, progress, failures of e3",
      "  lab status --json         with the lab's pid, home and version"
    })
public final class StatusCommand extends ReadingVerb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "An experiment.")
  private String id;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    if (id != null) {
      ExperimentView experiment = lab.experiment(id);
      if (json) {
        out().println(JsonViews.experiment(experiment).toPrettyString());
      } else {
        ExperimentText.detail(experiment).forEach(out()::println);
      }
      return ExitCode.DONE;
    }
    Optional<LabView> running = lab.lab();
    List<ExperimentView> open =
        running.isPresent() && running.get().getRunning() == 0
            ? List.of()
            : lab.experiments().stream().filter(e -> !RunState.ended(e.getState())).toList();
    Optional<KeeperView> keeper = keeper();
    if (json) {
      ObjectNode node = running.map(JsonViews::lab).orElseGet(this::noLab);
      KeeperText.put(node, keeper);
      ArrayNode array = node.putArray("open");
      open.forEach(experiment -> array.add(JsonViews.brief(experiment)));
      out().println(node.toPrettyString());
    } else {
      running.ifPresent(this::show);
      if (running.isPresent() || keeper.isPresent()) {
        out().println(KeeperText.line(keeper, running.map(LabView::getUnit).orElse("")));
      } else if (open.isEmpty()) {
        out().println("Nothing waits to go on. 'lab list' names what has ended.");
      }
      open.forEach(experiment -> ExperimentText.brief(experiment).forEach(out()::println));
    }
    return ExitCode.DONE;
  }

  private Optional<KeeperView> keeper() throws LabException, InterruptedException {
    try {
      return KeeperClient.look(home());
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "the watchdog of " + home() + " does not answer: " + e.getMessage(), e);
    }
  }

  private ObjectNode noLab() {
    ObjectNode node = JsonViews.object();
    node.putNull("pid");
    return node.put("home", home().toString()).put("version", Version.text());
  }

  /** A lab of 0.1.0 only says when it began. */
  private static double up(LabView lab) {
    return lab.getUpSeconds() > 0
        ? lab.getUpSeconds()
        : (System.currentTimeMillis() - lab.getStartedMillis()) / 1000.0;
  }

  private void show(LabView lab) {
    out().println("lab " + lab.getVersion() + " in " + lab.getHome());
    out()
        .println(
            "pid "
                + lab.getPid()
                + ", up for "
                + Amounts.seconds(up(lab))
                + ", "
                + (lab.getSlots() - lab.getSlotsFree())
                + " of "
                + lab.getSlots()
                + " slots at work, "
                + lab.getExperiments()
                + (lab.getExperiments() == 1 ? " experiment" : " experiments"));
    if (lab.getPaused()) {
      out().println("paused as a whole; 'lab resume --all' lets it go on");
    }
    if (!lab.getTrouble().isEmpty()) {
      out().println("held: " + lab.getTrouble() + "; it goes on by itself once that is mended");
    }
    lab.getNotesList().forEach(note -> out().println("note: " + note));
  }
}
