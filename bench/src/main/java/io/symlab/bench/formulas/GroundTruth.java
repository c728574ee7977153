package io.symlab.bench.formulas;

import io.symlab.bench.Arguments;
import io.symlab.bench.forked.ForkedJava;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Known laws found again from data made of them: the 100 Feynman equations and 14 Strogatz
 * right-hand sides of SRBench, each in a process of its own on one thread, until the CPU-seconds of
 * the whole process are used up or a loss of 1e-13 of y's variance is reached. 1,000 rows to learn
 * from, of which a fifth is set apart; R2 on 1,000 others. A law is recovered when the formula that
 * the product chooses differs from it by a constant, or is it times a constant, on rows of ranges
 * stretched by half, to 1e-5 (to the noise, where there is more of it); "on front" counts any row.
 * Lines are added to a CSV file, and what it has already is not run again. The noise is a share of
 * y's root mean square; every=4 takes each fourth law, the range those of them from one number to
 * another, from 1.
 *
 * <pre>
 * ./bench/run GroundTruth [feynman|strogatz|all] [seconds=60] [noise=0] [every=1] [laws=FROM-TO] [seed=1]
 *     [out=ground-truth.csv]
 * </pre>
 */
public final class GroundTruth {
  private static final String HEAD =
      "set,name,noise,limit,seed,cpu_seconds,rounds,truth_nodes,nodes,r2_test,recovered,on_front,formula";
  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "square", "sqrt", "exp", "log", "sin", "cos", "asin", "tanh");
  private static final int ROWS = 1_000;

  private GroundTruth() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var given = new Arguments(args, "seconds", "noise", "laws", "every", "seed", "out", "only");
    long seed = given.whole("seed", 1);
    String set = given.plain(0, "all");
    double seconds = given.number("seconds", 60);
    double noise = given.number("noise", 0);
    List<Law> laws =
        Law.all().stream().filter(law -> set.equals("all") || law.set().equals(set)).toList();
    if (laws.isEmpty() || !(seconds > 0) || !(noise >= 0)) {
      System.err.println(
          "usage: ./bench/run GroundTruth [feynman|strogatz|all] [seconds=60] [noise=0]");
      System.exit(2);
    }
    if (given.has("only")) {
      String name = given.text("only", "");
      Law law = laws.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
      System.out.println(run(law, seconds, noise, seed));
      return;
    }
    List<Law> some = new ArrayList<>();
    for (int i = 0; i < laws.size(); i += given.whole("every", 1)) {
      some.add(laws.get(i));
    }
    Path out = Path.of(given.text("out", "ground-truth.csv"));
    all(range(some, given.text("laws", "")), args, seconds, noise, seed, out);
  }

  private static List<Law> range(List<Law> laws, String range) {
    if (range.isEmpty()) {
      return laws;
    }
    String[] ends = range.split("-");
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[ends.length - 1]);
    return laws.subList(Math.max(0, from - 1), Math.min(laws.size(), to));
  }

  private static void all(
      List<Law> laws, String[] args, double seconds, double noise, long seed, Path out)
      throws IOException, InterruptedException {
    if (!Files.exists(out)) {
      Files.writeString(out, HEAD + "\n");
    }
    List<String> lines = new ArrayList<>();
    for (Law law : laws) {
      String key =
          String.join(",", law.set(), law.name(), noise + "", seconds + "", seed + "") + ",";
      String line = known(out, key);
      if (line.isEmpty()) {
        List<String> words = new ArrayList<>(List.of(args));
        words.add("only=" + law.name());
        line = ForkedJava.lastLine(GroundTruth.class, words);
        if (!line.startsWith(key)) {
          System.err.println(law.name() + ": ended without a result: " + line);
          continue;
        }
        Files.writeString(out, line + "\n", StandardOpenOption.APPEND);
      }
      lines.add(line);
      String[] f = line.split(",", 13);
      System.out.printf(
          Locale.ROOT,
          "%-9s %-10s %6s s  %3s nodes (%s)  R2 test %-12s %s  %s%n",
          f[0],
          f[1],
          f[5],
          f[8],
          f[7],
          f[9],
          f[10].equals("true") ? "recovered" : f[11].equals("true") ? "on front " : "-        ",
          f[12]);
    }
    totals(lines);
  }

  private static String known(Path out, String key) throws IOException {
    return Files.readAllLines(out).stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElse("");
  }

  private static void totals(List<String> lines) {
    for (String set : List.of("feynman", "strogatz")) {
      List<String[]> of =
          lines.stream().map(line -> line.split(",", 13)).filter(f -> f[0].equals(set)).toList();
      if (of.isEmpty()) {
        continue;
      }
      long recovered = of.stream().filter(f -> f[10].equals("true")).count();
      long front = of.stream().filter(f -> f[11].equals("true")).count();
      long good = of.stream().filter(f -> Double.parseDouble(f[9]) > 0.999).count();
      double[] cpu = of.stream().mapToDouble(f -> Double.parseDouble(f[5])).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%s: %d laws, recovered %d (%.0f %%), on front %d (%.0f %%), R2 test above 0.999 %d (%.0f"
              + " %%), median %.1f CPU-seconds%n",
          set,
          of.size(),
          recovered,
          100.0 * recovered / of.size(),
          front,
          100.0 * front / of.size(),
          good,
          100.0 * good / of.size(),
          cpu[cpu.length / 2]);
    }
  }

  private static String run(Law law, double seconds, double noise, long seed) {
    double[][] x = law.rows(ROWS, 0, 1_000 + seed);
    double[] clean = law.values(x);
    double[] y = noise > 0 ? Law.noisy(clean, noise, 3_000 + seed) : clean;
    double mean = Arrays.stream(y).average().orElse(0);
    double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    int[] rounds = new int[1];
    RegressionResult found =
        SymbolicRegression.builder()
            .columns(law.variables().toArray(String[]::new))
            .operators(OPERATORS)
            .maxComplexity(40)
            .seed(seed)
            .threads(1)
            .stopLoss(1e-13 * variance)
            .onProgress(search -> rounds[0] = search.round())
            .stopWhen(() -> rounds[0] > 0 && cpuSeconds() >= seconds)
            .rounds(Integer.MAX_VALUE)
            .build()
            .fit(x, y);
    double used = cpuSeconds();
    var recovery = new Recovery(law, noise);
    var chosen = found.chosen();
    boolean onFront =
        found.front().rows().stream().map(ScoredFront.Row::expression).anyMatch(recovery::is);
    double[][] fresh = law.rows(ROWS, 0, 2_000 + seed);
    return String.join(
        ",",
        law.set(),
        law.name(),
        noise + "",
        seconds + "",
        seed + "",
        String.format(Locale.ROOT, "%.1f", used),
        found.rounds() + "",
        recovery.complexity() + "",
        chosen.expression().complexity() + "",
        String.format(Locale.ROOT, "%.8f", r2(law.values(fresh), found.predict(fresh))),
        recovery.is(chosen.expression()) + "",
        onFront + "",
        "\"" + chosen.text() + "\"");
  }

  static double r2(double[] y, double[] predicted) {
    double mean = Arrays.stream(y).average().orElse(0);
    double errors = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      errors += (y[i] - predicted[i]) * (y[i] - predicted[i]);
      squares += (y[i] - mean) * (y[i] - mean);
    }
    return 1 - errors / squares;
  }

  static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
