package io.symlab.cli;

import io.symlab.cli.daemon.DaemonCommand;
import io.symlab.cli.daemon.KeepCommand;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code lab} begins: reads the words, runs the verb, ends with its exit code. */
public final class Main {
  private static final Map<String, Supplier<Object>> HIDDEN =
      Map.of(
          "daemon", DaemonCommand::new, "keep", KeepCommand::new, "rehearse", RehearseCommand::new);

  private static final Set<String> OPTIONS_WITH_VALUE = Set.of("--home");

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers in files and tables are the same everywhere
    var out = StandardOutput.ofProcess();
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    int code = run(out, err, args);
    err.flush();
    System.exit(code);
  }

  /**
   * Runs one command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 bad usage or input, 3 no lab running, 4 cancelled
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = commandLine(verbOf(args));
    line.setOut(out).setErr(err);
    line.setParameterExceptionHandler(Main::badUsage);
    line.setExecutionExceptionHandler(Main::failed);
    line.setExecutionStrategy(
        parsed -> {
          EmptyEntries.refuse(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    int code =
        isUnknown(verbOf(args))
            ? badUsage(new UnmatchedArgumentException(line, List.of(verbOf(args))), args)
            : line.execute(args);
    String problem = StandardOutput.problem(out);
    if (!problem.isEmpty()) {
      err.println("lab: " + problem);
    }
    return problem.isEmpty() || code != ExitCode.DONE ? code : ExitCode.FAILED;
  }

  /** All verbs, for help and completion. */
  static CommandLine commandLine() {
    return commandLine("");
  }

  /** Only the one verb where it is known: making all of them takes a client's time for nothing. */
  private static CommandLine commandLine(String verb) {
    var line = new CommandLine(new LabCommand());
    Map<String, Supplier<Object>> known = new TreeMap<>(LabCommand.verbs());
    known.putAll(HIDDEN);
    Supplier<Object> one = known.get(verb);
    if (one != null) {
      line.addSubcommand(verb, one.get());
    } else {
      LabCommand.verbs().forEach((name, made) -> line.addSubcommand(name, made.get()));
    }
    for (String rules : List.of("evaluate", "train")) {
      CommandLine takesRules = line.getSubcommands().get(rules);
      if (takesRules != null) {
        takesRules.setUnmatchedOptionsArePositionalParams(true); // -tanh(mt_0) is a rule
      }
    }
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    return line;
  }

  /** With --help, too, which would explain the whole of lab instead. */
  private static boolean isUnknown(String verb) {
    return !verb.isEmpty() && !LabCommand.verbs().containsKey(verb) && !HIDDEN.containsKey(verb);
  }

  private static String verbOf(String... args) {
    for (int i = 0; i < args.length; i++) {
      if (OPTIONS_WITH_VALUE.contains(args[i])) {
        i++;
      } else if (!args[i].startsWith("-")) {
        return args[i];
      }
    }
    return "";
  }

  private static int badUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("lab: " + said(e.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.BAD_INPUT;
  }

  /** Numbers are not called by the names that Java has for them. */
  private static String said(String message) {
    return message
        .replaceFirst("' is not an? (double|float)$", "' is no number")
        .replaceFirst("' is not an? (int|long|short)$", "' is no whole number, or too large a one");
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (System.getenv("SYMLAB_DEBUG") != null) {
      e.printStackTrace(err);
    }
    if (e instanceof LabException known) {
      err.println("lab: " + known.getMessage());
      return known.exitCode();
    }
    if (e instanceof InterruptedException) {
      return 130;
    }
    err.println(
        "lab: " + e + " (this is a defect of Symlab; SYMLAB_DEBUG=1 shows where it happened)");
    return 1;
  }
}
