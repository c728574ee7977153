package io.symlab.experiment.distill;

import io.symlab.symbolic.Centres;
import io.symlab.symbolic.HeavyTails;
import io.symlab.symbolic.Loss;
import io.symlab.symbolic.Samples;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.Split;
import io.symlab.symbolic.table.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a run, each with its use.
 *
 * @param dataset the file that is learned from, for its names and signals
 * @param centres what all rows below are less: formulas over them are told by {@link
 *     Centres#outward}
 * @param search rows that formulas are fitted to: all of the training rows, or a choice of them
 * @param glance few of them, for a first look
 * @param train rows that losses are reported on
 * @param validation rows that formulas are chosen by
 * @param test rows that are reported on, or null
 * @param notes worth telling a person
 */
record DistillData(
    Dataset dataset,
    Centres centres,
    Samples search,
    Samples glance,
    Samples train,
    Samples validation,
    Samples test,
    List<String> notes) {

  private static final int GLANCE = 256;

  /** Share of a column's range lost to floats above which the column is named. */
  private static final double TOLD = 1e-4;

  static DistillData read(Path file, DistillSettings settings) throws IOException {
    Dataset dataset = Dataset.read(file, settings.roles());
    List<String> notes = new ArrayList<>(dataset.notes());
    Rows train = dataset.rows();
    Centres centres = centres(dataset, settings, notes);
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
    if (Loss.parse(settings.loss()).equals(Loss.SQUARE)) {
      HeavyTails.of(train.y()).ifPresent(notes::add);
    }
    Samples test = null;
    if (!settings.test().isEmpty()) {
      Path other = Path.of(settings.test());
      test = alike(dataset, other, notes).samples(centres);
    }
    Samples all = train.samples(centres);
    Samples search = all;
    if (train.count() > settings.reservoir()) {
      search = train.choose(settings.reservoir(), settings.seed()).samples(centres);
      notes.add(
          "formulas are fitted to "
              + settings.reservoir()
              + " of the "
              + train.count()
              + " training rows, drawn at random, and scored on all");
    }
    Samples glance = train.choose(GLANCE, settings.seed()).samples(centres);
    return new DistillData(
        dataset, centres, search, glance, all, validation.samples(centres), test, notes);
  }

  private static Rows alike(Dataset dataset, Path other, List<String> notes) throws IOException {
    Rows rows = dataset.readAlike(other);
    if (rows.dropped() > 0) {
      notes.add(other + ": " + rows.droppedText(rows.count() + rows.dropped()));
    }
    return rows;
  }

  /** A template is judged as it stands, over the very columns that it names. */
  private static Centres centres(Dataset dataset, DistillSettings settings, List<String> notes) {
    int features = dataset.names().size();
    Centres centres = settings.template().isEmpty() ? dataset.centres() : Centres.none(features);
    for (int f = 0; f < features; f++) {
      name(dataset.names().get(f), dataset.rows().features()[f], centres.columns().get(f), notes);
    }
    name(dataset.layout().target(), dataset.rows().y(), centres.target(), notes);
    return centres;
  }

  private static void name(String column, double[] values, double centre, List<String> notes) {
    double lost = Centres.lost(values, centre);
    if (lost > TOLD) {
      notes.add(
          String.format(
              Locale.ROOT,
              "column %s lies so far from 0 that the search's 32-bit floats blur %.2g of its range:"
                  + " subtract its mean from it",
              column,
              lost));
    }
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
