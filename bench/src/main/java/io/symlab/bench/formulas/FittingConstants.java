package io.symlab.bench.formulas;

import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.Stop;
import io.symlab.symbolic.settings.SearchTactics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Births, evaluations and node-rows per CPU-second of a whole search on a published record, once
 * warm: with a fifth of the births fitted as usual, and with all of them fitted.
 *
 * <pre>
 * ./bench/run FittingConstants FOLDER-OF-RECORDS
 * </pre>
 */
public final class FittingConstants {
  private static final int WARM_ROUNDS = 60;
  private static final int ROUNDS = 30;

  private FittingConstants() {}

  public static void main(String[] args) throws java.io.IOException {
    if (args.length != 1) {
      System.err.println("usage: ./bench/run FittingConstants FOLDER-OF-RECORDS");
      System.exit(2);
    }
    for (Problem record : Records.all(Path.of(args[0]))) {
      for (boolean all : new boolean[] {false, true}) {
        measure(record, all);
      }
    }
  }

  private static void measure(Problem problem, boolean all) throws java.io.IOException {
    SearchTactics usual = SearchTactics.defaults();
    Search search =
        problem
            .regression(1)
            .maxComplexity(50)
            .tactics(all ? usual.withFitting(1) : usual)
            .build()
            .begin(problem.data(problem.tables().make()));
    evolve(search, WARM_ROUNDS);
    long evaluations = search.evaluations();
    long nodeRows = search.nodeRows();
    double begun = seconds();
    evolve(search, WARM_ROUNDS + ROUNDS);
    double used = seconds() - begun;
    System.out.printf(
        "%s, %s: %,.0f births, %,.0f evaluations, %.2fe9 node-rows per CPU-second%n",
        problem.name(),
        all ? "all births fitted" : "a fifth of the births fitted",
        ROUNDS * search.settings().islands() * search.settings().population() / used,
        (search.evaluations() - evaluations) / used,
        (search.nodeRows() - nodeRows) / used / 1e9);
  }

  private static void evolve(Search search, int rounds) {
    search.run(Stop.NEVER.rounds(rounds), 1, () -> false, leg -> {});
  }

  private static double seconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
