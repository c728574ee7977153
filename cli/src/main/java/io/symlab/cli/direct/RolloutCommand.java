package io.symlab.cli.direct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.display.JobDisplay;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.OutFile;
import io.symlab.cli.exit.StopSignals;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.NamedRule;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.direct.RolloutTable;
import io.symlab.experiment.direct.Writable;
import io.symlab.experiment.files.OutputFile;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rollout.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab rollout}: watches a rule at work and writes down samples; needs no lab. */
@Command(
    name = "rollout",
    header = "Watch a rule at work and write down what it did; needs no lab.",
    description = {
      "Runs the rule on a recipe's problem and writes one row per step and watched coordinate: the"
          + " features of the last steps, newest first, then y, the update divided by --scale. As a"
          + " .npy array of 32-bit floats; what the columns are called stands in a .json beside it.",
      "RULE is named as in 'lab evaluate'."
    },
    footer = {
      "",
      "Examples:",
      "  lab rollout quadratic --rule adam:0.01 --out adam.npy --features g --window 20",
      "  lab rollout mnist-rnnprop --rule e3 --out samples.npy --runs 14",
      "  lab distill adam.npy --names g_0..g_19,y --lags g=20"
    })
public final class RolloutCommand extends Verb {
  /** Names beyond this are better read from the file that has them. */
  private static final int LONGEST_NAMES = 80;

  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "Whose problem: a file or a shipped recipe.")
  private String recipe;

  @Option(names = "--rule", required = true, paramLabel = "RULE", description = "What to watch.")
  private String rule;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "X.npy",
      description = "Where to write; an old file is replaced, by a whole one.")
  private Path out;

  @Option(
      names = "--window",
      paramLabel = "K",
      description = "Steps that a row covers. Default: the recipe's.")
  private Integer window;

  @Option(
      names = "--coordinates",
      paramLabel = "C",
      description = "Random coordinates watched per parameter group. Default: the recipe's.")
  private Integer coordinates;

  @Mixin private DirectOptions options;

  @Option(names = "--json", description = "Print JSON, and progress on stderr.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    check();
    ProblemRecipe problem = options.problem(recipe, home(), List.of(rule));
    Recipe meant = problem.recipe();
    int steps = options.steps(meant.rollouts().steps());
    NamedRule named = options.rules(home(), meant, steps).one(rule);
    if (named.isSweep()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "--rule " + rule + " is a sweep; name the one to watch, e.g. " + rule + ":0.01");
    }
    int all = meant.rollouts().train() + meant.rollouts().validation() + meant.rollouts().test();
    var watch =
        new Watch(
            options.features(meant),
            DirectOptions.between(
                "--window", window == null ? meant.rollouts().window() : window, 100),
            DirectOptions.between(
                "--coordinates",
                coordinates == null ? meant.rollouts().coordinates() : coordinates,
                1_000_000),
            options.scale(meant));
    int runs = options.runs(all);
    int threads = options.threads();
    if (!problem.note().isEmpty()) {
      err().println("lab: " + problem.note());
    }
    Style style = json ? Style.PLAIN : Style.ofProcess();
    PrintWriter where = style.terminal() ? out() : err();
    var display = new JobDisplay(where, style, TerminalSize.ofProcess(), "rollout");
    StopSignals signals = StopSignals.ofProcess(err(), "stopping");
    try {
      Optional<RolloutTable> table =
          RolloutTable.run(named, meant, watch, runs, steps, out, threads, signals::asked, display);
      display.clear();
      if (table.isEmpty()) {
        err().println("lab: stopped; nothing was written");
        return signals.exitCode();
      }
      show(table.get());
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    }
  }

  private void check() throws LabException {
    if (!out.toString().endsWith(".npy")) {
      throw new LabException(ExitCode.BAD_INPUT, "--out " + out + ": the name must end in .npy");
    }
    OutFile.check(out);
    try {
      if (OutputFile.isSpecial(out)) {
        throw new LabException(
            ExitCode.BAD_INPUT, "cannot write " + out + ": it is no file but a device or a pipe");
      }
    } catch (IOException e) {
      throw new LabException(ExitCode.BAD_INPUT, "cannot write " + out + ": " + e.getMessage(), e);
    }
    Writable.check(out);
  }

  private void show(RolloutTable table) {
    if (json) {
      ObjectNode node = JsonViews.object();
      node.put("file", out.toString()).put("rows", table.rows());
      node.put("columns", table.names().size()).put("rule", table.rule());
      ArrayNode names = node.putArray("names");
      table.names().forEach(names::add);
      ArrayNode diverged = node.putArray("diverged_runs");
      table.divergedRuns().forEach(diverged::add);
      out().println(node.toPrettyString());
      return;
    }
    out()
        .println(
            table.rows()
                + " rows of "
                + table.names().size()
                + " columns from "
                + table.runs()
                + " runs of "
                + table.rule()
                + ": "
                + out);
    if (!table.divergedRuns().isEmpty()) {
      out()
          .println(
              table.divergedRuns().size()
                  + " of "
                  + table.runs()
                  + " runs diverged; their rows end there");
    }
    String names = table.shortNames();
    String said = names.length() <= LONGEST_NAMES ? names : RolloutTable.beside(out).toString();
    out().println("Go on with: lab distill " + out + " --names " + said);
  }
}
