package io.symlab.bench.formulas;

import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Tables without a known law: those of Friedman (Annals of Statistics 19, 1991), made here as
 * scikit-learn makes them, and files.
 *
 * @param columns names, y left out
 * @param rows [rows][columns and y]
 */
record DataTable(String name, List<String> columns, double[][] rows) {
  private static final int ROWS = 2_000;

  /** One to three, with noise whose deviation is a tenth to a fifth of y's. */
  static DataTable friedman(int which, long seed) {
    var random = new SplittableRandom(seed);
    int features = which == 1 ? 10 : 4;
    double[][] rows = new double[ROWS][features + 1];
    for (double[] row : rows) {
      for (int f = 0; f < features; f++) {
        row[f] = random.nextDouble();
      }
      if (which > 1) {
        row[0] *= 100;
        row[1] = Math.PI * (40 + 520 * row[1]);
        row[3] = 1 + 10 * row[3];
      }
      double product = row[1] * row[2] - 1 / (row[1] * row[3]);
      row[features] =
          switch (which) {
            case 1 ->
                10 * Math.sin(Math.PI * row[0] * row[1])
                    + 20 * Math.pow(row[2] - 0.5, 2)
                    + 10 * row[3]
                    + 5 * row[4]
                    + random.nextGaussian();
            case 2 -> Math.hypot(row[0], product) + 75 * random.nextGaussian();
            default -> Math.atan(product / row[0]) + 0.05 * random.nextGaussian();
          };
    }
    List<String> columns = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      columns.add("x" + f);
    }
    return new DataTable("friedman" + which, columns, rows);
  }

  /** Every table of a folder; the last column is y. */
  static List<DataTable> of(Path folder) throws IOException {
    List<DataTable> tables = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*\\.(csv|tsv|txt|npy)(\\.gz)?"))
              .sorted()
              .toList()) {
        tables.add(read(file));
      }
    }
    return tables;
  }

  static DataTable read(Path file) throws IOException {
    Dataset table = Dataset.read(file, Roles.PLAIN);
    double[][] columns = table.rows().features();
    double[][] rows = new double[table.rows().count()][columns.length + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < columns.length; f++) {
        rows[i][f] = columns[f][i];
      }
      rows[i][columns.length] = table.rows().y()[i];
    }
    String name = file.getFileName().toString();
    return new DataTable(name.replaceFirst("\\..*", ""), table.names(), rows);
  }

  /** Rows in an order of their own, of which the last quarter is for the test. */
  DataTable shuffled(long seed) {
    var random = new SplittableRandom(seed);
    double[][] mixed = rows.clone();
    for (int i = mixed.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double[] row = mixed[i];
      mixed[i] = mixed[other];
      mixed[other] = row;
    }
    return new DataTable(name, columns, mixed);
  }

  /** A part of the rows as CSV. */
  void write(Path file, int from, int to) throws IOException {
    var text = new StringBuilder(String.join(",", columns)).append(",y\n");
    for (int i = from; i < to; i++) {
      for (int f = 0; f < rows[i].length; f++) {
        text.append(f == 0 ? "" : ",").append(rows[i][f]);
      }
      text.append('\n');
    }
    Files.writeString(file, text);
  }
}
