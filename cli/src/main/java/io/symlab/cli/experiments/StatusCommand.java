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
import io.symlab.cli.verb.TrialName;
import io.symlab.cli.verb.ViewOptions;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Version;
import io.symlab.keeper.KeeperClient;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.KeeperView;
import io.symlab.proto.LabView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab status}: the lab and what it works on, or one experiment in full. */
@Command(
    name = "status",
    header = "Show how the lab stands, or one experiment.",
    description = {
      "Without ID: the lab and what has not ended. With ID: its trials and stages; of a large sweep"
          + " how many stand how, and those that are at work or in trouble."
    },
    footer = {
      "",
      "Examples:",
      "  lab status                the lab, and the experiments that have not ended",
      "  lab status e3             trials, stages, progress, failures of e3",
      "  lab status e3/2           one trial of it",
      "  lab status e3 --state failed --limit 10     some trials of a large sweep",
      "  lab status --tag night    what has not ended of those with a tag",
      "  lab status --json         with the lab's pid, home and version"
    })
public final class StatusCommand extends ReadingVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An experiment, or a trial of it, as e3/2.")
  private String id;

  @Mixin private ViewOptions which;

  @Option(names = "--all", description = "Show every trial of a large sweep.")
  private boolean every;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    if (id != null) {
      return one(lab);
    }
    Optional<LabView> running = lab.lab();
    List<ExperimentView> open = new ArrayList<>();
    boolean any = which.hasStates() || running.isEmpty() || running.get().getRunning() > 0;
    for (ExperimentView experiment : any ? lab.experiments() : List.<ExperimentView>of()) {
      boolean shown = which.hasStates() || !RunState.ended(experiment.getState());
      if (shown && which.matches(experiment)) {
        open.add(experiment);
      }
    }
    var page = which.page(open);
    Optional<KeeperView> keeper = keeper();
    if (json) {
      ObjectNode node = running.map(JsonViews::lab).orElseGet(this::noLab);
      KeeperText.put(node, keeper);
      ArrayNode array = node.putArray("open");
      page.shown().forEach(experiment -> array.add(JsonViews.brief(experiment)));
      out().println(node.toPrettyString());
    } else {
      running.ifPresent(this::show);
      if (running.isPresent() || keeper.isPresent()) {
        out().println(KeeperText.line(keeper, running.map(LabView::getUnit).orElse("")));
      } else if (open.isEmpty()) {
        out().println("Nothing waits to go on. 'lab list' names what has ended.");
      }
      page.shown().forEach(one -> ExperimentText.brief(one).forEach(out()::println));
      if (!page.note().isEmpty()) {
        out().println(page.note());
      }
    }
    return ExitCode.DONE;
  }

  private int one(LabAnswers lab) throws LabException, InterruptedException {
    TrialName named = TrialName.of(id, null);
    ExperimentView experiment = lab.experiment(named.id());
    List<TrialView> meant = new ArrayList<>();
    if (named.trial() > 0) {
      meant.add(Trials.find(experiment, named.trial()));
    } else {
      for (TrialView trial : experiment.getTrialsList()) {
        if (which.matches(trial.getState())) {
          meant.add(trial);
        }
      }
    }
    if (json) {
      var trials = which.page(meant).shown();
      ExperimentView shown = experiment.toBuilder().clearTrials().addAllTrials(trials).build();
      out().println(JsonViews.experiment(shown).toPrettyString());
      return ExitCode.DONE;
    }
    boolean chosen = every || which.isPaged() || which.hasStates() || named.trial() > 0;
    ShownTrials shown =
        chosen ? ShownTrials.of(which.page(meant)) : ShownTrials.thatMatter(experiment);
    ExperimentText.detail(experiment, shown.trials()).forEach(out()::println);
    shown.notes().forEach(note -> out().println("  " + note));
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
