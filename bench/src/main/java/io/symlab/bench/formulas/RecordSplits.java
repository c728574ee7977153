package io.symlab.bench.formulas;

import io.symlab.bench.Arguments;
import io.symlab.bench.forked.ForkedJava;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront.Row;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the product hands out on records whose rows to learn from are others each time: NAME_train
 * and NAME_test of a folder (.npy or text) are put one behind the other, and the smaller of the two
 * is a stretch of rows where the files have it ("files"), at three other places ("block 1" to 3),
 * and where the files have it with y replaced by log(y^2) ("log"; rows with y = 0 are left out).
 * Each search runs in a process of its own on one thread, with the default settings, until the
 * CPU-seconds of the whole process are used up. Told are R2 on training, validation and test rows
 * of the formula that the product chooses; how much R2 on test rows is below that on validation
 * rows; and the worst R2 on test rows of the front's rows whose R2 on training rows is above 0.3.
 *
 * <pre>
 * ./bench/run RecordSplits records=FOLDER [seconds=60] [seeds=1] [front=true] [NAME-PART | SPLIT ...]
 * </pre>
 */
public final class RecordSplits {
  private static final List<String> SPLITS =
      List.of("files", "block 1", "block 2", "block 3", "log");
  private static final double EXPLAINS = 0.3;

  private RecordSplits() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var given = new Arguments(args, "records", "seconds", "seeds", "front", "run");
    Path folder = given.path("records");
    if (folder == null) {
      System.err.println("usage: ./bench/run RecordSplits records=FOLDER [seconds=60] [seeds=1]");
      System.exit(2);
    }
    if (given.has("run")) {
      String[] one = given.text("run", "").split(",");
      boolean whole = Boolean.parseBoolean(given.text("front", "false"));
      double seconds = given.number("seconds", 60);
      System.out.print(run(folder, one[0], one[1], Long.parseLong(one[2]), seconds, whole));
      return;
    }
    for (String record : records(folder)) {
      for (String split : SPLITS) {
        boolean asked = given.wants(record) || given.plain().contains(split);
        for (int seed = 1; asked && seed <= given.whole("seeds", 1); seed++) {
          List<String> words = new ArrayList<>(List.of(args));
          words.add("run=" + record + "," + split + "," + seed);
          ForkedJava.run(RecordSplits.class, words);
        }
      }
    }
  }

  private static List<String> records(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches(".*_train\\.(npy|csv|tsv|txt)"))
          .map(file -> file.replaceFirst("_train\\..*", ""))
          .sorted()
          .toList();
    }
  }

  private static String run(
      Path folder, String record, String split, long seed, double seconds, boolean whole)
      throws IOException {
    double[][] first = table(folder, record + "_train");
    double[][] second = table(folder, record + "_test");
    double[][] rows =
        Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(double[][]::new);
    boolean learned = first.length <= second.length;
    int size = Math.min(first.length, second.length);
    int place = place(split, first.length, rows.length);
    double[][] stretch = Arrays.copyOfRange(rows, place, place + size);
    double[][] rest =
        Stream.concat(Arrays.stream(rows, 0, place), Arrays.stream(rows, place + size, rows.length))
            .toArray(double[][]::new);
    boolean log = split.equals("log");
    double[][] train = log ? logarithms(learned ? stretch : rest) : learned ? stretch : rest;
    double[][] test = log ? logarithms(learned ? rest : stretch) : learned ? rest : stretch;
    int[] rounds = new int[1];
    RegressionResult found =
        SymbolicRegression.builder()
            .seed(seed)
            .threads(1)
            .onProgress(search -> rounds[0] = search.round())
            .stopWhen(() -> rounds[0] > 0 && GroundTruth.cpuSeconds() >= seconds)
            .rounds(Integer.MAX_VALUE)
            .build()
            .fit(columns(train), y(train));
    return told(record + " " + split + " seed " + seed, found, test, whole);
  }

  /** Where the stretch begins: where the files have it, or elsewhere, evenly spread. */
  private static int place(String split, int first, int all) {
    boolean learned = first <= all - first;
    int size = learned ? first : all - first;
    if (!split.startsWith("block")) {
      return learned ? 0 : first;
    }
    int number = split.charAt(split.length() - 1) - '1';
    return (learned ? size : 0) + number * (all - 2 * size) / 2;
  }

  private static String told(String name, RegressionResult found, double[][] test, boolean whole) {
    Row chosen = found.front().choose(FrontChoice.DEFAULT);
    double worst = Double.POSITIVE_INFINITY;
    StringBuilder table = new StringBuilder();
    for (Row row : found.front().rows()) {
      double r2 = r2(found, row, test);
      worst = row.r2Train() > EXPLAINS ? Math.min(worst, r2) : worst;
      if (whole) {
        table.append(
            String.format(
                Locale.ROOT,
                "  %s %3d  train %.3f  validation %.3f  validated loss %.4g  test %.3f  %s%n",
                row.equals(chosen) ? "*" : " ",
                row.complexity(),
                row.r2Train(),
                row.r2Validation().orElse(Double.NaN),
                row.validated(),
                r2,
                found.formula(row).text()));
      }
    }
    double validation = chosen.r2Validation().orElse(Double.NaN);
    double r2 = r2(found, chosen, test);
    return String.format(
        Locale.ROOT,
        "%-22s %4d rounds  c %3d  R2 train %.3f  validation %.3f  test %.3f  fallen %6.3f  worst"
            + " row %s%n%s",
        name,
        found.rounds(),
        chosen.complexity(),
        chosen.r2Train(),
        validation,
        r2,
        validation - r2,
        worst == Double.POSITIVE_INFINITY ? "none" : String.format(Locale.ROOT, "%.3f", worst),
        table);
  }

  private static double r2(RegressionResult found, Row row, double[][] test) {
    return GroundTruth.r2(y(test), found.predict(found.formula(row), columns(test)));
  }

  private static double[][] table(Path folder, String name) throws IOException {
    for (String ending : List.of(".npy", ".csv", ".tsv", ".txt")) {
      Path file = folder.resolve(name + ending);
      if (Files.exists(file)) {
        return DataTable.read(file).rows();
      }
    }
    throw new IOException(folder + " has no " + name + ".npy, .csv, .tsv or .txt");
  }

  private static double[][] logarithms(double[][] rows) {
    return Arrays.stream(rows)
        .filter(row -> row[row.length - 1] != 0)
        .map(
            row -> {
              double[] logged = row.clone();
              logged[row.length - 1] = 2 * Math.log(Math.abs(row[row.length - 1]));
              return logged;
            })
        .toArray(double[][]::new);
  }

  private static double[][] columns(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOf(row, row.length - 1))
        .toArray(double[][]::new);
  }

  private static double[] y(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> row[row.length - 1]).toArray();
  }
}
