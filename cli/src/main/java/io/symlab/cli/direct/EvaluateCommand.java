package io.symlab.cli.direct;

import io.symlab.cli.display.ComparisonText;
import io.symlab.cli.display.JobDisplay;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.StopSignals;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.Comparison;
import io.symlab.experiment.direct.NamedRule;
import io.symlab.experiment.direct.NewFolder;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.report.EvaluationFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab evaluate}: any rules, run in pairs on the same problems; needs no lab. */
@Command(
    name = "evaluate",
    header = "Run rules on the same problems and compare them; needs no lab.",
    description = {
      "Each rule runs on the same problems of the held-out half of a recipe's data. The first one is"
          + " what the others are measured by.",
      "A RULE is adam:0.01 (or another hand-made one: without a rate, its best of a sweep), the file"
          + " of a learned optimizer (learned.bin), a lab's trial (e3, e3/2:learned, :distilled,"
          + " :evolved, :tuned), the folder or front.json of a run of 'lab distill', or an expression over"
          + " features and their lags, such as '-tanh(mt_0 + 0.5 * mt_3)'. name=RULE gives it a"
          + " name."
    },
    footer = {
      "",
      "Examples:",
      "  lab evaluate adam momentum '-0.5 * tanh(4 * mt_0)'",
      "  lab evaluate adam:0.01 e3 e3:tuned --recipe mnist-rnnprop --runs 10 --out compared",
      "  lab evaluate --recipe quadratic --features g,mom9 'mine=-g_0 - mom9_0' sgd",
      "",
      "With --out it leaves evaluation.json (whole curves), rules.csv, evaluation.csv, and the curves",
      "with bands as evaluation.svg and .png."
    })
public final class EvaluateCommand extends Verb {
  @Parameters(arity = "1..*", paramLabel = "RULE", description = "The rules, see above.")
  private List<String> specs;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description =
          "Whose problem: a file or a shipped recipe. Default: that of the first trial among the"
              + " rules, or else an MLP on drawn digits.")
  private String recipe;

  @Mixin private DirectOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write files to this folder, a new one, whole or not at all.")
  private Path out;

  @Option(names = "--json", description = "Print JSON, and progress on stderr.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    for (String spec : specs) {
      if (spec.startsWith("--")) {
        throw new LabException(
            ExitCode.BAD_INPUT, "unknown option " + spec + "; see 'lab evaluate --help'");
      }
    }
    ProblemRecipe problem = options.problem(recipe, home(), specs);
    int runs = options.runs(problem.recipe().evaluation().runs());
    int steps = options.steps(problem.recipe().evaluation().steps());
    List<NamedRule> rules = options.rules(home(), problem.recipe(), steps).all(specs);
    int threads = options.threads();
    NewFolder folder = out == null ? null : NewFolder.wanted(out);
    if (!problem.note().isEmpty()) {
      err().println("lab: " + problem.note());
    }
    Style style = json ? Style.PLAIN : Style.ofProcess();
    PrintWriter where = style.terminal() ? out() : err();
    var display = new JobDisplay(where, style, TerminalSize.ofProcess(), "evaluate");
    StopSignals signals = StopSignals.ofProcess(err(), "stopping");
    try {
      Optional<Comparison> comparison =
          Comparison.run(rules, problem.recipe(), runs, steps, threads, signals::asked, display);
      display.clear();
      if (comparison.isEmpty()) {
        err().println("lab: stopped; nothing was written");
        return signals.exitCode();
      }
      if (folder != null) {
        folder.write(EvaluationFiles.of(comparison.get().file()));
      }
      show(comparison.get());
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    }
  }

  private void show(Comparison comparison) {
    if (json) {
      out().println(ComparisonText.json(comparison).toPrettyString());
      return;
    }
    ComparisonText.lines(comparison).forEach(out()::println);
    if (out != null) {
      out().println("Curves and tables: " + out);
    }
  }
}
