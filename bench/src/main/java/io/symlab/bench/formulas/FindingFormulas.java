package io.symlab.bench.formulas;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.Stop;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the symbolic engine finds within so many CPU-seconds of a whole process, JVM start and
 * compilation included. Each problem and seed is run in a process of its own, on one thread.
 *
 * <pre>
 * ./bench/run FindingFormulas [records=FOLDER] [seeds=3] [seconds=S] [NAME-PART ...]
 * </pre>
 */
public final class FindingFormulas {
  private FindingFormulas() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path records = null;
    int seeds = 3;
    double seconds = 0;
    List<String> wanted = new ArrayList<>();
    long only = -1;
    String name = "";
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("records=")) {
        records = Path.of(value);
      } else if (arg.startsWith("seeds=")) {
        seeds = Integer.parseInt(value);
      } else if (arg.startsWith("seconds=")) {
        seconds = Double.parseDouble(value);
      } else if (arg.startsWith("seed=")) {
        only = Long.parseLong(value);
      } else if (arg.startsWith("name=")) {
        name = value;
      } else {
        wanted.add(arg);
      }
    }
    for (Problem problem : problems(records, only < 0 ? 1 : only)) {
      if (!name.isEmpty() && !name.equals(problem.name())) {
        continue;
      }
      if (!wanted.isEmpty() && wanted.stream().noneMatch(problem.name()::contains)) {
        continue;
      }
      if (only >= 0) {
        run(seconds > 0 ? problem.within(seconds) : problem, only);
        continue;
      }
      for (int seed = 1; seed <= seeds; seed++) {
        fork(args, problem.name(), seed);
      }
    }
  }

  private static List<Problem> problems(Path records, long seed) {
    List<Problem> problems = new ArrayList<>();
    if (records != null) {
      problems.addAll(Records.all(records));
    }
    problems.addAll(StandardProblems.all(seed));
    problems.addAll(OptimizerRules.all(seed));
    return problems;
  }

  /** Runs one problem and seed in a process with the flags of this one. */
  private static void fork(String[] args, String name, int seed)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FindingFormulas.class.getName()));
    Arrays.stream(args).filter(arg -> arg.contains("=")).forEach(command::add);
    command.addAll(List.of("seed=" + seed, "name=" + name));
    new ProcessBuilder(command)
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT)
        .start()
        .waitFor();
  }

  private static void run(Problem problem, long seed) throws IOException {
    Problem.Pair tables = problem.tables().make();
    Search search = problem.regression(seed).build().begin(problem.data(tables));
    double solved = problem.solvedAt() * tables.train().targetVariance();
    search.run(
        Stop.NEVER.loss(solved).inAnyRound(),
        1,
        () -> search.round() > 0 && cpuSeconds() >= problem.seconds(),
        leg -> {});
    double used = cpuSeconds();
    ScoredFront table = search.scored();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-28s seed %d  %6.2f s  %5d rounds  %,11d evaluations  %.2fe9 node-rows/s ",
            problem.name(),
            seed,
            used,
            search.round(),
            search.evaluations(),
            search.nodeRows() / used / 1e9));
    for (int size : problem.sizes()) {
      ScoredFront.Row best = null;
      for (ScoredFront.Row row : table.rows()) {
        best = row.complexity() <= size ? row : best;
      }
      line.append(
          String.format(
              Locale.ROOT,
              "  c<=%d: NMSE %.1e R2 %.4f test %.4f (c %d)",
              size,
              1 - best.r2Train(),
              best.r2Train(),
              best.r2Test().orElse(Double.NaN),
              best.complexity()));
    }
    System.out.println(line);
    if (Boolean.getBoolean("verbose")) {
      for (ScoredFront.Row row : table.rows()) {
        System.out.printf(
            Locale.ROOT,
            "    %3d %.5f %.5f %s%n",
            row.complexity(),
            row.r2Train(),
            row.r2Test().orElse(Double.NaN),
            ExpressionText.print(row.expression(), List.of(), 4));
      }
    }
  }

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
