package io.symlab.bench.formulas;

import io.symlab.bench.Arguments;
import io.symlab.bench.forked.ForkedJava;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.Stop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
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
    var given = new Arguments(args, "records", "seeds", "seconds", "seed", "name");
    int only = given.whole("seed", -1);
    double seconds = given.number("seconds", 0);
    for (Problem problem : problems(given.path("records"), only < 0 ? 1 : only)) {
      if (given.has("name") && !given.text("name", "").equals(problem.name())) {
        continue;
      }
      if (!given.wants(problem.name())) {
        continue;
      }
      if (only >= 0) {
        run(seconds > 0 ? problem.within(seconds) : problem, only);
        continue;
      }
      for (int seed = 1; seed <= given.whole("seeds", 3); seed++) {
        List<String> words = new ArrayList<>(List.of(args));
        words.addAll(List.of("seed=" + seed, "name=" + problem.name()));
        ForkedJava.run(FindingFormulas.class, words);
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
