package io.symlab.cli.direct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.display.JobDisplay;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.StopSignals;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.Table;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.cli.verb.Overrides;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.NewFolder;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.direct.SanityFile;
import io.symlab.experiment.direct.SanityRun;
import io.symlab.model.sanity.KnownRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab sanity}: whether known rules are found again from gradients; needs no lab. */
@Command(
    name = "sanity",
    header = "See whether the engine finds rules that are known; needs no lab.",
    description = {
      "Records gradients of real training (an MLP on drawn digits, by Adam), applies known update"
          + " rules to windows of 20 of them, and searches for each: -0.01 g, a falling sum, a"
          + " mixture, momentum and Adam. R2 is on rollouts that were not looked at. Beside it stands"
          + " what was published. Gradients are scaled by one number, so that the largest is 3."
    },
    footer = {
      "",
      "Examples:",
      "  lab sanity",
      "  lab sanity momentum adam --seconds 20",
      "  lab sanity --plain --seconds 120 --out checked     without averages: columns alone",
      "",
      "With --out it leaves sanity.json and sanity.csv."
    })
public final class SanityCommand extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "sgd, falling-sum, mixed, momentum, adam. Default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "For each at most; what is found sooner ends sooner. Default: 60.")
  private double seconds;

  @Option(
      names = "--plain",
      description = "Only plain columns: formulas may not average over the gradients.")
  private boolean plain;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description = "Whose problem's gradients. Default: an MLP on drawn digits.")
  private String recipe;

  @Mixin private Overrides overrides;

  @Option(names = "--seed", paramLabel = "K", description = "Fixes problems and searches.")
  private Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use. Default: all cores.")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write files to this folder, a new one, whole or not at all.")
  private Path out;

  @Option(names = "--json", description = "Print JSON, and progress on stderr.")
  private boolean json;

  @Override
  public Integer call() throws LabException, InterruptedException {
    if (!(seconds > 0)) {
      throw new LabException(ExitCode.BAD_INPUT, "--seconds must be more than 0, not " + seconds);
    }
    List<KnownRule> rules = rules();
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    DirectOptions.between("--threads", cores, 1_000);
    ProblemRecipe problem = RuleOptions.problem(recipe, overrides.all(), seed);
    NewFolder folder = out == null ? null : NewFolder.wanted(out);
    if (!problem.note().isEmpty()) {
      err().println("lab: " + problem.note());
    }
    StopSignals signals = StopSignals.ofProcess(err(), "ending with this round");
    try {
      JobDisplay recording = display("record gradients");
      Optional<SanityRun> run =
          SanityRun.record(problem.recipe(), !plain, cores, signals::asked, recording);
      recording.clear();
      List<SanityFile.Check> checks = new ArrayList<>();
      for (KnownRule rule : rules) {
        if (run.isPresent() && !signals.asked()) {
          JobDisplay searching = display("search for");
          checks.add(run.get().find(rule, seconds, signals::asked, searching));
          searching.clear();
        }
      }
      var file =
          new SanityFile(problem.recipe().seed(), SanityRun.data(problem.recipe()), !plain, checks);
      boolean stopped = signals.asked();
      if (folder != null && !stopped) {
        folder.write(files(file));
      }
      if (json || !checks.isEmpty()) {
        show(file);
      }
      if (stopped) {
        err().println("lab: stopped; nothing was written");
        return signals.exitCode();
      }
      if (folder != null && !json) {
        out().println("Tables: " + out);
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    }
  }

  private List<KnownRule> rules() throws LabException {
    Set<KnownRule> rules = new LinkedHashSet<>(); // one that is named twice is looked for once
    for (String name : names) {
      rules.add(
          KnownRule.ALL.stream()
              .filter(rule -> rule.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LabException(
                          ExitCode.BAD_INPUT,
                          "there is no check \""
                              + name
                              + "\"; there are "
                              + KnownRule.ALL.stream()
                                  .map(KnownRule::name)
                                  .collect(Collectors.joining(", ")))));
    }
    return rules.isEmpty() ? KnownRule.ALL : List.copyOf(rules);
  }

  private JobDisplay display(String what) {
    Style style = json ? Style.PLAIN : Style.ofProcess();
    PrintWriter where = style.terminal() ? out() : err();
    return new JobDisplay(where, style, TerminalSize.ofProcess(), what);
  }

  private static Map<String, byte[]> files(SanityFile file) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("sanity.json", file.toBytes());
    files.put("sanity.csv", file.toCsv().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private void show(SanityFile file) {
    if (json) {
      ArrayNode checks = JsonViews.array();
      for (SanityFile.Check check : file.checks()) {
        checks
            .addObject()
            .put("name", check.name())
            .put("rule", check.rule())
            .put("formula", check.formula())
            .put("solved", check.solved())
            .put("r2_train", check.r2Train())
            .put("r2_test", check.r2Test())
            .put("complexity", check.complexity())
            .put("seconds", check.seconds())
            .put("published_r2", check.publishedR2())
            .put("published_seconds", check.publishedSeconds());
      }
      out().println(checks.toPrettyString());
      return;
    }
    out().println(file.data());
    var table =
        new Table("rule", ">R2 test", ">complexity", ">time", ">published", ">in", "formula");
    for (SanityFile.Check check : file.checks()) {
      table.row(
          check.rule(),
          Amounts.r2(check.r2Test()),
          Integer.toString(check.complexity()),
          Amounts.seconds(check.seconds()),
          Double.toString(check.publishedR2()),
          Math.round(check.publishedSeconds()) + " s",
          Amounts.fit(check.formula(), 100));
    }
    table.lines().forEach(out()::println);
  }
}
