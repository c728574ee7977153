package io.symlab.cli.direct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.PaperTable;
import io.symlab.cli.terminal.Table;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.report.TrialSummaries;
import io.symlab.experiment.report.TrialSummaries.Trial;
import io.symlab.experiment.results.ResultFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab compare}: an experiment's trials side by side. */
@Command(
    name = "compare",
    header = "Show an experiment's trials side by side.",
    description = {
      "One row per variant of a sweep, with the medians over its seeds: losses at the end of the"
          + " evaluation, their paired ratios, and how well the formula tells what the optimizer does."
          + " Reads the trials' reports; no lab need be running."
    },
    footer = {
      "",
      "Examples:",
      "  lab compare e3",
      "  lab compare e3 e4 --trials      every trial, not the medians",
      "  lab compare e3 --format latex --columns learned,tuned,adam,tuned/adam > table.tex",
      "  lab compare e3 --json"
    })
public final class CompareCommand extends Verb {
  /** What a column shows: a path in a report's summary. */
  private record Column(String head, String path) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("learned", "last10/learned"),
          new Column("distilled", "last10/distilled"),
          new Column("evolved", "last10/evolved"),
          new Column("tuned", "last10/tuned"),
          new Column("adam", "last10/adam"),
          new Column("learned/adam", "learned-to-adam/median"),
          new Column("distilled/learned", "distilled-to-learned/median"),
          new Column("tuned/learned", "tuned-to-learned/median"),
          new Column("evolved/adam", "evolved-to-adam/median"),
          new Column("tuned/adam", "tuned-to-adam/median"),
          new Column("learned speed-up", "speed-up-over-adam/learned"),
          new Column("distilled speed-up", "speed-up-over-adam/distilled"),
          new Column("evolved speed-up", "speed-up-over-adam/evolved"),
          new Column("tuned speed-up", "speed-up-over-adam/tuned"),
          new Column("learned swept", "last10/learned-swept"),
          new Column("distilled swept", "last10/distilled-swept"),
          new Column("distilled/learned swept", "distilled-swept-to-learned-swept/median"),
          new Column("tuned/learned swept", "tuned-to-learned-swept/median"),
          new Column("R2 test", "formula/r2-test"),
          new Column("network", "metrics/ceiling/r2-test"),
          new Column("nodes", "formula/complexity"),
          new Column("mapping", "metrics/mapping-complexity"));

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Experiments of this home, e.g. e3.")
  private List<String> ids;

  @Option(names = "--trials", description = "A row per trial instead of per variant.")
  private boolean each;

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Only these, in this order, by their heads, or by their paths in the reports"
              + " (metrics/ceiling/r2-test). Default: all that have a value.")
  private List<String> only;

  @Option(names = "--json", description = "Print JSON: an array of rows.")
  private boolean json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "One of ${COMPLETION-CANDIDATES}: csv has all digits, latex is a tabular with booktabs'"
              + " rules. Default: ${DEFAULT-VALUE}.")
  private Form format;

  /** How the rows are printed. */
  enum Form {
    text,
    csv,
    latex
  }

  /** A row: what it is called, and the trials that it is the median of. */
  private record Row(String experiment, String name, List<Trial> trials) {}

  @Override
  public Integer call() throws LabException {
    List<Column> columns = columns();
    List<Row> rows = new ArrayList<>();
    for (String id : ids) {
      TrialSummaries summaries = read(id);
      if (!summaries.without().isEmpty()) {
        err().println(id + ": no report yet of trial " + numbers(summaries.without()));
      }
      for (Map.Entry<String, List<Trial>> variant : summaries.variants().entrySet()) {
        if (each) {
          variant.getValue().forEach(t -> rows.add(new Row(id, name(t), List.of(t))));
        } else {
          rows.add(new Row(id, variant.getKey(), variant.getValue()));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new LabException(
          ExitCode.FAILED, "no trial of " + String.join(", ", ids) + " has a report yet");
    }
    for (Column column : columns) {
      if (!COLUMNS.contains(column) && unknown(rows, column)) {
        throw new LabException(
            ExitCode.BAD_INPUT, "--columns: no report here has \"" + column.path() + "\"");
      }
    }
    if (json && format != Form.text) {
      throw new LabException(ExitCode.BAD_INPUT, "either --json or --format " + format);
    }
    if (json) {
      ArrayNode array = JsonViews.array();
      rows.forEach(row -> array.add(json(row, columns)));
      out().println(array.toPrettyString());
    } else {
      print(rows, columns);
    }
    return ExitCode.DONE;
  }

  private List<Column> columns() throws LabException {
    if (only == null) {
      return COLUMNS;
    }
    List<Column> columns = new ArrayList<>();
    for (String name : only) {
      columns.add(column(name.strip()));
    }
    return columns;
  }

  private static Column column(String name) throws LabException {
    return COLUMNS.stream()
        .filter(column -> column.head().equals(name))
        .findFirst()
        .or(() -> Optional.of(new Column(name, name)).filter(c -> name.matches("[^/]+(/[^/]+)+")))
        .orElseThrow(
            () ->
                new LabException(
                    ExitCode.BAD_INPUT,
                    "--columns: there is no column \""
                        + name
                        + "\"; there are "
                        + String.join(", ", COLUMNS.stream().map(Column::head).toList())
                        + ", and whatever else a report has, by its path"));
  }

  private TrialSummaries read(String id) throws LabException {
    Path folder = home().resolve("experiments").resolve(id);
    if (!id.matches("e[0-9]+") || !Files.isDirectory(folder)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "there is no experiment " + id + " in " + home() + "; 'lab list' names them");
    }
    try {
      return TrialSummaries.read(folder);
    } catch (IOException | ResultFormatException e) {
      throw new LabException(ExitCode.FAILED, "cannot read " + id + ": " + e.getMessage(), e);
    }
  }

  private static String name(Trial trial) {
    String seed = "seed=" + trial.seed();
    return trial.variant().isEmpty() ? seed : trial.variant() + ", " + seed;
  }

  private static String numbers(List<Integer> trials) {
    return String.join(", ", trials.stream().map(String::valueOf).toList());
  }

  private void print(List<Row> rows, List<Column> columns) {
    List<Column> shown = columns.stream().filter(c -> only != null || !unknown(rows, c)).toList();
    List<String> heads = new ArrayList<>(List.of("experiment", "variant", ">trials"));
    shown.forEach(column -> heads.add(">" + column.head()));
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.experiment());
      line.add(row.name().isEmpty() && format == Form.text ? "-" : row.name());
      line.add(Integer.toString(row.trials().size()));
      for (Column column : shown) {
        double value = median(row, column);
        line.add(format == Form.csv ? exact(column, value) : cell(column, value));
      }
      cells.add(line);
    }
    switch (format) {
      case csv -> PaperTable.csv(heads, cells).forEach(out()::println);
      case latex -> PaperTable.latex(heads, cells).forEach(out()::println);
      case text -> {
        var table = new Table(heads.toArray(String[]::new));
        cells.forEach(line -> table.row(line.toArray(String[]::new)));
        table.lines().forEach(out()::println);
      }
    }
  }

  /** As Python, R and spreadsheets read it; empty for what is not known. */
  private static String exact(Column column, double value) {
    if (isCount(column, value)) {
      return Long.toString((long) value);
    }
    return Double.isNaN(value) || neverGotThere(column, value)
        ? ""
        : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }

  private static String cell(Column column, double value) {
    if (neverGotThere(column, value)) {
      return Amounts.figure(Double.NaN);
    }
    return isCount(column, value) ? Long.toString((long) value) : Amounts.figure(value);
  }

  /** As a number it would be averaged with those of rules that did. */
  private static boolean neverGotThere(Column column, double value) {
    return column.path().startsWith("speed-up") && value == 0;
  }

  /** Whether it is a whole number of nodes; medians may lie between two. */
  private static boolean isCount(Column column, double value) {
    return column.path().endsWith("complexity") && value == Math.rint(value);
  }

  private static boolean unknown(List<Row> rows, Column column) {
    return rows.stream().allMatch(row -> Double.isNaN(median(row, column)));
  }

  private static double median(Row row, Column column) {
    return TrialSummaries.median(row.trials(), column.path());
  }

  private static ObjectNode json(Row row, List<Column> columns) {
    ObjectNode node = JsonViews.object();
    node.put("experiment", row.experiment()).put("variant", row.name());
    var trials = node.putArray("trials");
    row.trials().forEach(trial -> trials.add(trial.number()));
    var medians = node.putObject("medians");
    for (Column column : columns) {
      double value = median(row, column);
      if (isCount(column, value)) {
        medians.put(column.head(), (long) value);
      } else if (!Double.isNaN(value)) {
        medians.put(column.head(), value);
      }
    }
    var reports = node.putArray("reports");
    row.trials().forEach(trial -> reports.add(trial.summary()));
    return node;
  }
}
