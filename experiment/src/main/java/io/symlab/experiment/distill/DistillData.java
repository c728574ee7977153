package io.symlab.experiment.distill;

import io.symlab.symbolic.Samples;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.Split;
import io.symlab.symbolic.table.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a run, each with its use.
 *
 * @param dataset the file that is learned from, for its names and signals
 * @param search rows that formulas are fitted to: all of the training rows, or a choice of them
 * @param glance few of them, for a first look
 * @param train rows that losses are reported on
 * @param validation rows that formulas are chosen by
 * @param test rows that are reported on, or null
 * @param notes worth telling a person
 */
record DistillData(
    Dataset dataset,
    Samples search,
    Samples glance,
    Samples train,
    Samples validation,
    Samples test,
    List<String> notes) {

  private static final int GLANCE = 256;

  static DistillData read(Path file, DistillSettings settings) throws IOException {
    Dataset dataset = Dataset.read(file, settings.roles());
    List<String> notes = new ArrayList<>(dataset.notes());
    Rows train = dataset.rows();
    Rows validation;
    if (settings.hasValidationFile()) {
      Path other = Path.of(settings.validationRule());
      validation = alike(dataset, other, notes);
    } else {
      Split split =
          settings.validationRule().equals(DistillSettings.TAIL)
              ? Split.tail(train, Split.SHARE)
              : Split.random(train, Split.SHARE, settings.seed());
      train = split.train();
      validation = split.validation();
    }
    if (isConstant(train.y())) {
      throw new TableException(
          file,
          "has the same y in all rows that are left to learn from when the "
              + settings.validationRule()
              + " is set apart for validation; try another --validation");
    }
    Samples test = null;
    if (!settings.test().isEmpty()) {
      Path other = Path.of(settings.test());
      test = alike(dataset, other, notes).samples();
    }
    Samples all = train.samples();
    Samples search = all;
    if (train.count() > settings.reservoir()) {
      search = train.choose(settings.reservoir(), settings.seed()).samples();
      notes.add(
          "formulas are fitted to "
              + settings.reservoir()
              + " of the "
              + train.count()
              + " training rows, drawn at random, and scored on all");
    }
    Samples glance = train.choose(GLANCE, settings.seed()).samples();
    return new DistillData(dataset, search, glance, all, validation.samples(), test, notes);
  }

  private static Rows alike(Dataset dataset, Path other, List<String> notes) throws IOException {
    Rows rows = dataset.readAlike(other);
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

  /** Names as formulas print them. */
  List<String> printed() {
    return dataset.signals().names(dataset.names());
  }
}
