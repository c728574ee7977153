package io.symlab.cli.direct;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.display.DistillEvents;
import io.symlab.cli.display.DistillLines;
import io.symlab.cli.display.DistillScreen;
import io.symlab.cli.display.DistillText;
import io.symlab.cli.display.FrontText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.StopSignals;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.distill.DistillDisplay;
import io.symlab.experiment.distill.DistillFolder;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.experiment.distill.DistillStart;
import io.symlab.experiment.distill.SettingsBuilder;
import io.symlab.experiment.distill.SettingsFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.symbolic.export.FrontJson;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.table.TableException;
import io.symlab.symbolic.table.TableInput;
import io.symlab.symbolic.table.UnknownColumnException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab distill}: symbolic regression on a table of one's own; needs no lab. */
@Command(
    name = "distill",
    header = "Find formulas for a table of your own; needs no lab.",
    description = {
      "DATA is a .npy array of [rows, columns] or a .csv file with a line of names, plain or"
          + " compressed, or - for standard input; the last column is y. The front is shown as it"
          + " grows. Ctrl-C ends with the round and keeps what was found; --resume goes on. Rows"
          + " with NaN are dropped and counted."
    },
    footer = {
      "",
      "Examples:",
      "  lab distill data.csv",
      "  lab distill data.npy --names g0..g19,t --lags g=20 --seconds 600 --test other.npy",
      "  lab distill data.csv --y speed --operators +,-,*,/,sin,cos --max-complexity 25",
      "  lab distill cars.csv --y price --ignore id --categories make,fuel",
      "  lab distill motor.csv --y torque,speed --out motor",
      "  lab distill data.csv --define 'swish(x) = x / (1 + exp(-x))' --operators +,*,swish",
      "  zcat data.csv.gz | lab distill - --seconds 20",
      "  lab distill data.csv --guess 'p1 * exp(-p2 * t)' --constraint 'nest(exp, exp) <= 0'",
      "  lab distill --resume distill-data-1 --seconds 1200",
      "  lab distill newer.csv --from distill-data-1",
      "",
      "It leaves report.html, a page with it all, front.csv, front.json, distill.log and state.bin"
          + " in a",
      "folder of its own; 'lab front' and 'lab plot' show what is in one. Exit codes:",
      "0 done, 1 failed, 2 bad usage or input, 130 interrupted (all was kept)."
    })
public final class DistillCommand extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description =
          "A .npy or .csv file, or -; several are searched one after the other, each in a folder of"
              + " its own. With --resume: the same as before, if it has moved.")
  private List<Path> data = List.of();

  @Mixin private DistillOptions options;

  @Mixin private ColumnOptions columns;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; the result does not depend on them. Default: all cores.")
  private Integer threads;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings from the distill block of a recipe, or a file of its keys.")
  private Path config;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with the run of this folder, perhaps for more --seconds or --rounds.")
  private Path resume;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Begin with the formulas of this folder's search, judged anew on DATA, which has the same"
              + " columns and perhaps other rows; with its settings, where no others are given.")
  private Path from;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write to, a new one. Default: distill-DATA-1, -2, ... here.")
  private Path out;

  @Option(
      names = "--save-every",
      paramLabel = "S",
      defaultValue = "15",
      description = "Seconds between saves. Default: ${DEFAULT-VALUE}.")
  private double saveEvery;

  @Option(
      names = "--candidates",
      paramLabel = "K",
      description =
          "Write the K best formulas of each complexity to candidates.csv, those of the populations"
              + " among them; else it has what the islands hold.")
  private Integer candidates;

  @Option(names = "--json", description = "Print the last front as JSON, and progress on stderr.")
  private boolean json;

  @Option(
      names = "--progress",
      paramLabel = "FORM",
      defaultValue = "auto",
      converter = ProgressForm.class,
      description =
          "auto: a bar on a terminal, else a line now and then; json: all that happens as lines of"
              + " JSON on stdout, for programs. Default: ${DEFAULT-VALUE}.")
  private String progress;

  @Override
  public Integer call() throws LabException, InterruptedException {
    if (json && progress.equals("json")) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--progress json tells of the last front, too; leave --json away");
    }
    if (resume != null) {
      return search(resumed(), StopSignals.ofProcess(err()), front -> out().print(front));
    }
    if (data.isEmpty()) {
      throw new LabException(
          ExitCode.BAD_INPUT, "name the DATA to learn from, or a folder with --resume");
    }
    List<DistillJob> jobs = DistillJob.of(data, options.targets(), out);
    StopSignals signals = StopSignals.ofProcess(err());
    return jobs.size() == 1
        ? search(begun(jobs.get(0)), signals, front -> out().print(front))
        : searches(jobs, signals);
  }

  /** One after the other; what goes wrong with one leaves the others be. */
  private int searches(List<DistillJob> jobs, StopSignals signals) {
    var summary = new DistillSummary();
    List<String> fronts = new ArrayList<>();
    PrintWriter to = json || progress.equals("json") ? err() : out();
    int code = ExitCode.DONE;
    Map<Path, String> unusable = new HashMap<>();
    for (DistillJob job : jobs) {
      if (signals.asked() || unusable.containsKey(job.table())) {
        summary.failed(job, unusable.getOrDefault(job.table(), "not begun: interrupted"));
        continue;
      }
      to.println((job.equals(jobs.get(0)) ? "" : "\n") + job.words());
      try {
        Opening opening = begun(job);
        search(
            () -> {
              DistillRun run = opening.open();
              summary.follow(job, run);
              return run;
            },
            signals,
            fronts::add);
        summary.found();
      } catch (LabException e) {
        err().println("lab: " + e.getMessage());
        summary.failed(job, e.getMessage());
        if (e.getCause() instanceof UnknownColumnException) { // which its other targets miss, too
          unusable.put(job.table(), e.getMessage());
        }
        code = code == ExitCode.DONE ? e.exitCode() : code;
      }
    }
    if (json) {
      out().print("[\n" + String.join(",\n", fronts) + "]\n");
    }
    to.println();
    summary.lines().forEach(to::println);
    to.flush();
    return signals.asked() ? signals.exitCode() : code;
  }

  /** Makes a run ready. */
  private interface Opening {
    DistillRun open() throws LabException, IOException;
  }

  private int search(Opening opening, StopSignals signals, Consumer<String> fronts)
      throws LabException {
    try (DistillRun run = opening.open()) {
      return progress.equals("json") ? tell(run, signals) : run(run, signals, fronts);
    } catch (UnknownColumnException e) {
      boolean target = options.targets().contains(e.column());
      throw new LabException(ExitCode.BAD_INPUT, target ? e.of("--y") : e.getMessage(), e);
    } catch (TableException e) {
      throw new LabException(ExitCode.BAD_INPUT, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    } catch (OutOfMemoryError e) {
      throw new LabException(
          ExitCode.FAILED,
          "there is not enough memory for this table ("
              + Amounts.bytes(Runtime.getRuntime().maxMemory())
              + " may be used): set SYMLAB_HEAP, e.g. SYMLAB_HEAP=8g",
          e);
    }
  }

  private Opening begun(DistillJob job) {
    return () -> {
      SettingsBuilder settings =
          from == null
              ? SettingsBuilder.defaults()
              : SettingsBuilder.of(DistillStart.saved("--from", from).settings());
      said(settings);
      job.over(settings);
      return DistillStart.begin(job.table(), settings, job.out(), job.suffix(), from);
    };
  }

  private Opening resumed() throws LabException {
    if (out != null || from != null) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "--resume goes on in its own folder; leave "
              + (out != null ? "--out" : "--from")
              + " away");
    }
    if (data.size() > 1 || options.targets().size() > 1) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--resume goes on with one search; name one table and one y");
    }
    return () -> {
      DistillStart.Saved saved = DistillStart.saved("--resume", resume);
      SettingsBuilder settings = SettingsBuilder.of(saved.settings(), saved.limits());
      said(settings);
      if (data.isEmpty() && !TableInput.isRepeatable(saved.data())) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            "the data of "
                + resume
                + " came through a pipe: give it again, as a file or as - with --resume");
      }
      return DistillStart.resume(resume, data.isEmpty() ? saved.data() : data.get(0), settings);
    };
  }

  private void said(SettingsBuilder settings) throws LabException {
    if (threads != null && threads < 1) {
      throw new LabException(ExitCode.BAD_INPUT, "--threads must be 1 or more, not " + threads);
    }
    if (candidates != null && candidates < 1) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--candidates must be 1 or more, not " + candidates);
    }
    if (!(saveEvery > 0)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--save-every must be more than 0, not " + saveEvery);
    }
    if (config != null) {
      for (String ignored : SettingsFile.read(config, settings)) {
        err().println("lab: " + config + ": " + ignored + " speaks of rollouts; there are none");
      }
    }
    options.over(settings);
    settings.reading(columns::said);
  }

  /** With every event as a line for a program. */
  private int tell(DistillRun run, StopSignals signals) throws IOException, LabException {
    var events = new DistillEvents(out());
    events.begin(run.folder());
    Search.End end = run.run(events, threads(), pause(), () -> signals.asked() || events.unheard());
    run.writeCandidates(mostCandidates());
    events.ended(run, end);
    return code(run, signals);
  }

  /** A front without a row, which nobody asked for, is a failure. */
  private static int code(DistillRun run, StopSignals signals) throws LabException {
    if (signals.asked()) {
      return signals.exitCode();
    }
    if (run.front().rows().isEmpty()) {
      throw new LabException(
          ExitCode.FAILED,
          "no formula was found that is better than a constant and keeps to --template,"
              + " --constraint, --complexity, --units and --max-complexity: loosen them, or search"
              + " for longer; what was tried is in "
              + run.folder().resolve(DistillFolder.CANDIDATES));
    }
    return ExitCode.DONE;
  }

  private int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private int mostCandidates() {
    return candidates == null ? 0 : candidates;
  }

  private Duration pause() {
    return Duration.ofMillis(Math.round(saveEvery * 1000));
  }

  private int run(DistillRun run, StopSignals signals, Consumer<String> fronts)
      throws IOException, LabException {
    PrintWriter to = json ? err() : out();
    Style style = Style.ofProcess();
    DistillDisplay display =
        style.terminal() && !json
            ? new DistillScreen(to, style, TerminalSize.ofProcess())
            : new DistillLines(to);
    Search.End end = run.run(display, threads(), pause(), signals::asked);
    run.writeCandidates(mostCandidates());
    if (json) {
      var where =
          new FrontJson()
              .with("folder", run.folder().toAbsolutePath().toString())
              .with("seconds", Math.round(run.seconds() * 1000) / 1000.0)
              .with("warnings", run.warnings());
      fronts.accept(JsonViews.front(where, run.front(), Ranking.NONE));
    } else if (!run.front().rows().isEmpty()) {
      out().println();
      FrontText.lines(run.front(), Ranking.NONE).forEach(out()::println);
      out().println();
      out().println(DistillText.ended(end, run));
    }
    return code(run, signals);
  }
}
