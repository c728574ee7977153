package io.symlab.cli.direct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.cli.verb.TrialName;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.report.TrialFigures;
import io.symlab.experiment.report.TrialFigures.Ranked;
import io.symlab.experiment.results.ResultFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab top}: the best trials of a sweep. */
@Command(
    name = "top",
    header = "Show the best trials of a sweep.",
    description = {
      "By a figure that their results hold. best is the lowest held-out loss of meta-training so far,"
          + " held-out the newest; both are known while a trial runs; learned, distilled, tuned and adam are losses at the end of"
          + " the evaluation, r2 is how well the formula tells what the optimizer does, nodes its"
          + " complexity; other figures of a report go by their paths, e.g."
          + " tuned-to-learned/median. Of r2 the highest is best, of others the lowest. Trials without"
          + " the figure are left out. No lab need be running."
    },
    footer = {
      "",
      "Examples:",
      "  lab top e3 --by best",
      "  lab top e3 --by tuned --limit 3",
      "  lab top e3 --by formula/r2-test --highest --json"
    })
public final class TopCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ID", description = "An experiment of this home, e.g. e3.")
  private String id;

  @Option(
      names = "--by",
      paramLabel = "KEY",
      required = true,
      description = "best, held-out, learned, distilled, tuned, adam, r2, nodes, or a path.")
  private String key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "So many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--highest", description = "The highest is best.")
  private boolean highest;

  @Option(names = "--json", description = "Print JSON: an array of trials, the best first.")
  private boolean json;

  @Override
  public Integer call() throws LabException {
    if (limit < 1) {
      throw new LabException(ExitCode.BAD_INPUT, "--limit wants a number from 1, not " + limit);
    }
    Path folder = home().resolve("experiments").resolve(TrialName.whole(id, "top"));
    if (!id.matches("e[0-9]+") || !Files.isDirectory(folder)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "there is no experiment " + id + " in " + home() + "; 'lab list' names them");
    }
    List<Ranked> ranked;
    try {
      ranked = TrialFigures.ranked(folder, key, highest);
    } catch (IOException | ResultFormatException e) {
      throw new LabException(ExitCode.FAILED, "cannot read " + id + ": " + e.getMessage(), e);
    }
    if (ranked.isEmpty()) {
      throw new LabException(
          ExitCode.FAILED,
          "no trial of " + id + " has a figure '" + key + "' yet; 'lab top --help' names some");
    }
    List<Ranked> best = ranked.subList(0, Math.min(limit, ranked.size()));
    if (json) {
      ArrayNode array = JsonViews.array();
      for (Ranked one : best) {
        var node = array.addObject().put("id", id).put("trial", one.trial());
        node.put("label", one.label());
        JsonViews.number(node, "value", one.value());
      }
      out().println(array.toPrettyString());
    } else {
      var table = new Table("trial", ">" + key, "label");
      best.forEach(
          one -> table.row(id + "/" + one.trial(), Amounts.figure(one.value()), one.label()));
      table.lines().forEach(out()::println);
      out().println(ranked.size() + (ranked.size() == 1 ? " trial has" : " trials have") + " it");
    }
    return ExitCode.DONE;
  }
}
