package io.symlab.bench.formulas;

import io.symlab.bench.Arguments;
import io.symlab.bench.forked.ForkedJava;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Formulas of at most 30 nodes beside gradient boosting on tables that have no known law: R2 on a
 * quarter of the rows, medians over seeds, each with a split of its own. Friedman's three problems
 * are made here; scikit-learn's diabetes table is taken from the Python that has it (SYMLAB_PYTHON,
 * else python3), which also does the boosting; R's airquality, cpus and quakes and its Boston
 * houses from an Rscript on the path; others are read from a folder, the last column being y. Each
 * search runs in a process of its own, on one thread, until the CPU-seconds are used up.
 *
 * <pre>
 * ./bench/run BlackBox [seconds=60] [seeds=3] [folder=DIR] [NAME-PART ...]
 * </pre>
 */
public final class BlackBox {
  private static final int NODES = 30;
  private static final double NEAR = 0.02;

  private BlackBox() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var given = new Arguments(args, "seeds", "folder", "seconds", "run");
    double seconds = given.number("seconds", 60);
    if (given.has("run")) {
      System.out.println(search(given.path("run"), seconds));
      return;
    }
    Path work = Files.createTempDirectory("black-box");
    compare(tables(given, work), work, seconds, given.whole("seeds", 3));
  }

  private static List<DataTable> tables(Arguments given, Path work)
      throws IOException, InterruptedException {
    List<DataTable> tables = new ArrayList<>();
    for (int which = 1; which <= 3; which++) {
      tables.add(DataTable.friedman(which, 7));
    }
    Path shipped = Files.createDirectory(work.resolve("shipped"));
    python("--diabetes", shipped.resolve("diabetes.csv").toString());
    script("/tables.R", "Rscript", shipped.toString());
    tables.addAll(DataTable.of(shipped));
    if (given.has("folder")) {
      tables.addAll(DataTable.of(given.path("folder")));
    }
    tables.removeIf(table -> !given.wants(table.name()));
    return tables;
  }

  private static void compare(List<DataTable> tables, Path work, double seconds, int seeds)
      throws IOException, InterruptedException {
    int near = 0;
    int compared = 0;
    for (DataTable table : tables) {
      double[] ours = new double[seeds];
      double[] boosted = new double[seeds];
      String formula = "";
      for (int seed = 1; seed <= seeds; seed++) {
        DataTable mixed = table.shuffled(seed);
        int split = 3 * mixed.rows().length / 4;
        mixed.write(work.resolve("train.csv"), 0, split);
        mixed.write(work.resolve("test.csv"), split, mixed.rows().length);
        String[] found =
            ForkedJava.lastLine(BlackBox.class, List.of("run=" + work, "seconds=" + seconds))
                .split(" ", 2);
        ours[seed - 1] = Double.parseDouble(found[0]);
        formula = found[1];
        String r2 =
            python(work.resolve("train.csv").toString(), work.resolve("test.csv").toString());
        boosted[seed - 1] = r2.isEmpty() ? Double.NaN : Double.parseDouble(r2);
      }
      double mine = median(ours);
      double other = median(boosted);
      if (!Double.isNaN(other)) {
        compared++;
        near += mine >= other - NEAR ? 1 : 0;
      }
      System.out.printf(
          Locale.ROOT,
          "%-10s %5d rows %3d columns  R2 test %.3f (%s)  boosting %.3f (%s)  %s%n",
          table.name(),
          table.rows().length,
          table.columns().size(),
          mine,
          all(ours),
          other,
          all(boosted),
          formula);
    }
    System.out.printf(
        "within %.2f of gradient boosting, or above it: %d of %d%n", NEAR, near, compared);
  }

  private static String all(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
        .collect(Collectors.joining(" "));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String search(Path work, double seconds) throws IOException {
    int[] rounds = new int[1];
    RegressionResult found =
        SymbolicRegression.builder()
            .operators("+", "-", "*", "/", "square", "sqrt", "exp", "log", "sin", "tanh")
            .maxComplexity(NODES)
            .threads(1)
            .onProgress(search -> rounds[0] = search.round())
            .stopWhen(() -> rounds[0] > 0 && GroundTruth.cpuSeconds() >= seconds)
            .rounds(Integer.MAX_VALUE)
            .build()
            .fit(Dataset.read(work.resolve("train.csv"), Roles.PLAIN));
    DataTable test = DataTable.read(work.resolve("test.csv"));
    double[] y = new double[test.rows().length];
    double[][] x = new double[y.length][];
    for (int i = 0; i < y.length; i++) {
      x[i] = Arrays.copyOf(test.rows()[i], test.columns().size());
      y[i] = test.rows()[i][test.columns().size()];
    }
    return GroundTruth.r2(y, found.predict(x))
        + " "
        + found.chosen().expression().complexity()
        + " nodes: "
        + found.chosen().text();
  }

  /** What a Python with scikit-learn says; empty where there is none. */
  private static String python(String... words) throws IOException, InterruptedException {
    String python = System.getenv().getOrDefault("SYMLAB_PYTHON", "python3");
    return script("/boosting.py", python, words);
  }

  /** What a script says to whatever runs it; empty where that is not there or fails. */
  private static String script(String resource, String runs, String... words)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("black-box", resource.substring(1));
    try (InputStream in = BlackBox.class.getResourceAsStream(resource)) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(runs, script.toString()));
    command.addAll(List.of(words));
    try {
      return output(new ProcessBuilder(command));
    } catch (IOException e) {
      return ""; // not here: the formulas stand alone
    } finally {
      Files.delete(script);
    }
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(Redirect.DISCARD).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? said.substring(said.lastIndexOf('\n') + 1) : "";
  }
}
