package io.symlab.bench.formulas;

import io.symlab.symbolic.LocalArchipelago;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.SearchTactics;
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
    SearchSettings settings =
        SearchSettings.builder()
            .operators(problem.operators())
            .maxComplexity(50)
            .rounds(1000)
            .tactics(all ? usual.withFitting(1) : usual)
            .build();
    LocalArchipelago islands = LocalArchipelago.create(settings, problem.tables().make().train());
    islands.evolve(WARM_ROUNDS, 1);
    long evaluations = islands.evaluations();
    long nodeRows = islands.nodeRows();
    double begun = seconds();
    islands.evolve(WARM_ROUNDS + ROUNDS, 1);
    double used = seconds() - begun;
    System.out.printf(
        "%s, %s: %,.0f births, %,.0f evaluations, %.2fe9 node-rows per CPU-second%n",
        problem.name(),
        all ? "all births fitted" : "a fifth of the births fitted",
        ROUNDS * settings.islands() * settings.population() / used,
        (islands.evaluations() - evaluations) / used,
        (islands.nodeRows() - nodeRows) / used / 1e9);
  }

  private static double seconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
