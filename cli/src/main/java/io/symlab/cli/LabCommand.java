package io.symlab.cli;

import io.symlab.actors.home.Home;
import io.symlab.cli.daemon.DownCommand;
import io.symlab.cli.daemon.UpCommand;
import io.symlab.cli.direct.CompareCommand;
import io.symlab.cli.direct.DistillCommand;
import io.symlab.cli.direct.EvaluateCommand;
import io.symlab.cli.direct.PredictCommand;
import io.symlab.cli.direct.RolloutCommand;
import io.symlab.cli.direct.SanityCommand;
import io.symlab.cli.direct.TopCommand;
import io.symlab.cli.direct.TrainCommand;
import io.symlab.cli.doctor.DoctorCommand;
import io.symlab.cli.experiments.CancelCommand;
import io.symlab.cli.experiments.CleanCommand;
import io.symlab.cli.experiments.DashboardCommand;
import io.symlab.cli.experiments.DemoCommand;
import io.symlab.cli.experiments.DevicesCommand;
import io.symlab.cli.experiments.EditCommand;
import io.symlab.cli.experiments.ExportCommand;
import io.symlab.cli.experiments.FrontCommand;
import io.symlab.cli.experiments.ListCommand;
import io.symlab.cli.experiments.LogsCommand;
import io.symlab.cli.experiments.PauseCommand;
import io.symlab.cli.experiments.PlotCommand;
import io.symlab.cli.experiments.PriorityCommand;
import io.symlab.cli.experiments.RemoveCommand;
import io.symlab.cli.experiments.ReportCommand;
import io.symlab.cli.experiments.ResumeCommand;
import io.symlab.cli.experiments.RetryCommand;
import io.symlab.cli.experiments.RunCommand;
import io.symlab.cli.experiments.StatusCommand;
import io.symlab.cli.experiments.SubmitCommand;
import io.symlab.cli.experiments.WaitCommand;
import io.symlab.cli.experiments.WatchCommand;
import io.symlab.cli.nodes.InviteCommand;
import io.symlab.cli.nodes.NodesCommand;
import io.symlab.cli.nodes.WorkerCommand;
import io.symlab.cli.recipe.NewCommand;
import io.symlab.cli.recipe.RecipesCommand;
import io.symlab.cli.verb.ChosenHome;
import io.symlab.experiment.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code lab} itself: its verbs, and what all of them have in common. */
@Command(
    name = "lab",
    versionProvider = LabCommand.OwnVersion.class,
    description = {
      "A lab that learns optimizers and turns them into formulas: it meta-trains a neural optimizer,"
          + " watches it work, distills it into update rules by symbolic regression, tunes and"
          + " evaluates them, and writes a report."
    },
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  lab demo                                 the whole job in some minutes, on data it renders",
      "  lab up && lab submit quadratic --watch   a lab in the background, and something to do",
      "  lab status --json                        for scripts",
      "  lab distill data.csv                     formulas for a table of your own",
      "  lab evaluate adam '-0.5 * tanh(mt_0)'    any rules, compared on the same problems",
      "  lab VERB --help                          what a verb does, with examples",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad usage or input, 3 no lab running, 4 cancelled,",
      "5 not ended in time, 130 interrupted."
    })
public final class LabCommand implements Callable<Integer>, ChosenHome {
  private static final Map<String, Supplier<Object>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("demo", DemoCommand::new);
    VERBS.put("up", UpCommand::new);
    VERBS.put("down", DownCommand::new);
    VERBS.put("submit", SubmitCommand::new);
    VERBS.put("run", RunCommand::new);
    VERBS.put("list", ListCommand::new);
    VERBS.put("status", StatusCommand::new);
    VERBS.put("devices", DevicesCommand::new);
    VERBS.put("watch", WatchCommand::new);
    VERBS.put("dashboard", DashboardCommand::new);
    VERBS.put("logs", LogsCommand::new);
    VERBS.put("wait", WaitCommand::new);
    VERBS.put("pause", PauseCommand::new);
    VERBS.put("resume", ResumeCommand::new);
    VERBS.put("retry", RetryCommand::new);
    VERBS.put("priority", PriorityCommand::new);
    VERBS.put("edit", EditCommand::new);
    VERBS.put("cancel", CancelCommand::new);
    VERBS.put("rm", RemoveCommand::new);
    VERBS.put("clean", CleanCommand::new);
    VERBS.put("front", FrontCommand::new);
    VERBS.put("plot", PlotCommand::new);
    VERBS.put("export", ExportCommand::new);
    VERBS.put("report", ReportCommand::new);
    VERBS.put("invite", InviteCommand::new);
    VERBS.put("worker", WorkerCommand::new);
    VERBS.put("nodes", NodesCommand::new);
    VERBS.put("top", TopCommand::new);
    VERBS.put("compare", CompareCommand::new);
    VERBS.put("rollout", RolloutCommand::new);
    VERBS.put("evaluate", EvaluateCommand::new);
    VERBS.put("train", TrainCommand::new);
    VERBS.put("distill", DistillCommand::new);
    VERBS.put("predict", PredictCommand::new);
    VERBS.put("sanity", SanityCommand::new);
    VERBS.put("recipes", RecipesCommand::new);
    VERBS.put("new", NewCommand::new);
    VERBS.put("doctor", DoctorCommand::new);
    VERBS.put("completion", CompletionCommand::new);
  }

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      converter = HomeOption.class,
      description = "The lab's folder. Default: $$SYMLAB_HOME, else ~/.symlab.")
  private Path home;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("unused")
  private boolean version;

  @Spec private CommandSpec spec;

  /** By name, in the order of the help. */
  static Map<String, Supplier<Object>> verbs() {
    return VERBS;
  }

  /** Absolute; may not exist. */
  @Override
  public Path home() {
    return Home.locate(Optional.ofNullable(home), System.getenv());
  }

  /** {@code lab} alone. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 0;
  }

  static final class OwnVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"symlab " + Version.text(), "Java " + Runtime.version()};
    }
  }
}
