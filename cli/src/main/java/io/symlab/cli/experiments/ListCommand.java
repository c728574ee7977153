package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.display.ExperimentText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.cli.verb.ViewOptions;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab list}: all experiments of a lab, or some of them. */
@Command(
    name = "list",
    header = "List the experiments of the lab, oldest first.",
    description =
        "'took' is the time from an experiment's submission to its end, or to now: waiting and"
            + " pauses count. How long each stage was at work, 'lab status ID' says.",
    footer = {
      "",
      "Examples:",
      "  lab list",
      "  lab list --state running,paused        what is under way",
      "  lab list --tag night --sort -took      those with a tag, the longest first",
      "  lab list --limit 20 --sort -id         the newest 20; --page 2: the 20 before",
      "  lab list --json"
    })
public final class ListCommand extends ReadingVerb {
  private static final Map<String, Comparator<ExperimentView>> ORDERS =
      new TreeMap<>(
          Map.of(
              "id",
              Comparator.comparingLong(one -> Long.parseLong(one.getId().substring(1))),
              "name",
              Comparator.comparing(ExperimentView::getName),
              "state",
              Comparator.comparing(ExperimentView::getState),
              "priority",
              Comparator.comparingInt(ExperimentView::getPriority),
              "took",
              Comparator.comparingDouble(ExperimentText::took)));

  @Mixin private ViewOptions which;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      defaultValue = "id",
      description = "By id, name, priority, state or took; -KEY: the other way round.")
  private String sort;

  @Option(names = "--json", description = "Print JSON: an array of experiments.")
  private boolean json;

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    List<ExperimentView> all = lab.experiments();
    List<ExperimentView> meant = new ArrayList<>();
    for (ExperimentView experiment : all) {
      if (which.matches(experiment)) {
        meant.add(experiment);
      }
    }
    meant.sort(order());
    var page = which.page(meant);
    if (json) {
      ArrayNode array = JsonViews.array();
      page.shown().forEach(experiment -> array.add(JsonViews.brief(experiment)));
      out().println(array.toPrettyString());
    } else if (all.isEmpty()) {
      out().println("No experiment yet. 'lab submit RECIPE' begins one.");
    } else if (meant.isEmpty()) {
      out().println("None of " + all.size() + " experiments is like that.");
    } else {
      ExperimentText.list(page.shown()).forEach(out()::println);
      if (!page.note().isEmpty()) {
        out().println(page.note());
      }
    }
    return ExitCode.DONE;
  }

  private Comparator<ExperimentView> order() throws LabException {
    boolean reversed = sort.startsWith("-");
    Comparator<ExperimentView> order = ORDERS.get(reversed ? sort.substring(1) : sort);
    if (order == null) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "can't sort by '" + sort + "', only by " + String.join(", ", ORDERS.keySet()));
    }
    return reversed ? order.reversed() : order;
  }
}
