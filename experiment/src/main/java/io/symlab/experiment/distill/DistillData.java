package io.symlab.experiment.distill;

import io.symlab.symbolic.Samples;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.Split;
import io.symlab.symbolic.table.TableException;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a run, each with its use.
 *
 * @param dataset the file that is learned from, for its names and signals
 * @param rows of all files
 * @param seen sums of what came through pipes, which nobody can read again
 * @param notes worth telling a person
 */
record DistillData(
    Dataset dataset, RegressionData rows, Map<Path, TableInput.Seen> seen, List<String> notes) {
  static DistillData read(Path file, DistillSettings settings) throws IOException {
    DataStamp.refuseTwice(file, settings);
    Map<Path, TableInput.Seen> seen = new HashMap<>();
    TableInput input = TableInput.of(file);
    Dataset dataset = Dataset.read(input, settings.roles(), settings.reading());
    input.seen().ifPresent(one -> seen.put(file, one));
    List<String> notes = new ArrayList<>(dataset.notes());
    Split split = split(dataset, settings, seen, notes);
    if (isConstant(split.train().y())) {
      throw new TableException(
          file,
          "has the same y in all rows that are left to learn from when the "
              + settings.validationRule()
              + " is set apart for validation; try another --validation");
    }
    Samples test = null;
    if (!settings.test().isEmpty()) {
      test = alike(dataset, Path.of(settings.test()), settings, seen, notes).samples();
    }
    int most = settings.search().reservoir();
    if (split.train().count() > most) {
      notes.add(
          "formulas are fitted to "
              + most
              + " of the "
              + split.train().count()
              + " training rows, drawn at random, and scored on all");
    }
    RegressionData rows =
        RegressionData.of(
            dataset.names(), dataset.signals(), split, test, most, settings.search().seed());
    return new DistillData(dataset, rows, seen, notes);
  }

  private static Split split(
      Dataset dataset,
      DistillSettings settings,
      Map<Path, TableInput.Seen> seen,
      List<String> notes)
      throws IOException {
    Rows rows = dataset.rows();
    if (settings.hasValidationFile()) {
      Path other = Path.of(settings.validationRule());
      return new Split(rows, alike(dataset, other, settings, seen, notes));
    }
    if (settings.validationRule().equals(DistillSettings.NONE)) {
      notes.add("no rows are set apart: formulas are chosen by the rows that they were fitted to");
      return new Split(rows, null);
    }
    return settings.validationRule().equals(DistillSettings.TAIL)
        ? Split.tail(rows, Split.SHARE)
        : Split.random(rows, Split.SHARE, settings.search().seed());
  }

  private static Rows alike(
      Dataset dataset,
      Path other,
      DistillSettings settings,
      Map<Path, TableInput.Seen> seen,
      List<String> notes)
      throws IOException {
    TableInput input = TableInput.of(other);
    Rows rows = dataset.readAlike(input, settings.reading());
    input.seen().ifPresent(one -> seen.put(other, one));
    if (rows.dropped() > 0) {
      notes.add(other + ": " + rows.droppedText(rows.count() + rows.dropped()));
    }
    return rows;
  }

  private static boolean isConstant(double[] y) {
    for (double value : y) {
      if (value != y[0]) {
        return false;
      }
    }
    return true;
  }
}
