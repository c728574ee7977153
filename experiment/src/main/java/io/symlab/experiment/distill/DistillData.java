package io.symlab.experiment.distill;

import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.HeavyTails;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.Split;
import io.symlab.symbolic.table.TableException;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The rows of a run, each with its use.
 *
 * @param dataset the file that is learned from, for its names and signals
 * @param sample some of its rows, as they stand in the file
 * @param rows of all files
 * @param seen sums of what came through pipes, which nobody can read again
 * @param notes worth telling a person
 */
record DistillData(
    Dataset dataset,
    Rows sample,
    RegressionData rows,
    Map<Path, TableInput.Seen> seen,
    List<String> notes) {
  /** A loss that says itself what a row counts. */
  private static final Pattern NAMES_WEIGHT = Pattern.compile("\\bweight\\b");

  private static final int SAMPLE = 256;

  /** Share of a column's range lost to floats above which the column is named. */
  private static final double TOLD = 1e-4;

  static DistillData read(Path file, DistillSettings settings) throws IOException {
    DataStamp.refuseTwice(file, settings);
    Map<Path, TableInput.Seen> seen = new HashMap<>();
    TableInput input = TableInput.of(file);
    Dataset dataset = Dataset.read(input, settings.roles(), settings.reading());
    input.seen().ifPresent(one -> seen.put(file, one));
    List<String> notes = new ArrayList<>(dataset.notes());
    Rows sample = dataset.rows().copy().choose(SAMPLE, settings.search().seed());
    for (int f = 0; f < dataset.names().size(); f++) {
      int place = f;
      String name = dataset.names().get(f);
      WideColumn.of(name, dataset.rows(), f, settings.search().operators())
          .or(() -> FarRow.of(name, dataset.rows(), place, sample))
          .ifPresent(notes::add);
    }
    Centres centres = centres(dataset, settings, notes);
    Split split = split(dataset, settings, seen, notes);
    if (isConstant(split.train().y())) {
      throw new TableException(
          file,
          "has the same y in all rows that are left to learn from when the "
              + settings.validationRule()
              + " is set apart for validation; try another --validation");
    }
    if (settings.search().loss(SearchPart::key).equals(Loss.SQUARE)) {
      HeavyTails.of(all(split)).ifPresent(notes::add);
    }
    String loss = settings.search().loss(SearchPart::key).text();
    if (settings.weights().isEmpty() && NAMES_WEIGHT.matcher(loss).find()) {
      notes.add(
          "the loss names weight, which is 1 in every row: --weights names the column that says"
              + " it");
    }
    double least = settings.search().loss(SearchPart::key).least(split.train().y());
    if (least > 1e-9 && Double.isFinite(least)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the loss is %.3g or more in every row, also where the prediction is y: formulas are"
                  + " told apart by what is above that; a loss whose least is 0 shows it better",
              least));
    }
    Rows test = null;
    if (!settings.test().isEmpty()) {
      test = alike(dataset, Path.of(settings.test()), settings, seen, notes);
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
            dataset.names(),
            dataset.signals(),
            centres,
            settings.search().doubles(),
            split,
            test,
            most,
            settings.search().seed());
    return new DistillData(dataset, sample, rows, seen, notes);
  }

  /** y of the rows to learn from and of those to choose by: the last fit is to all of them. */
  private static double[] all(Split split) {
    double[] train = split.train().y();
    double[] validation = split.validation() == null ? new double[0] : split.validation().y();
    double[] all = Arrays.copyOf(train, train.length + validation.length);
    System.arraycopy(validation, 0, all, train.length, validation.length);
    return all;
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
      Rows validation = alike(dataset, other, settings, seen, notes);
      if (areAmong(rows, validation)) {
        notes.add(
            "all rows of --validation "
                + other
                + " are among those that are learned from: nothing is held back, and R2 valid."
                + " tells no more than R2 train; name other rows, or leave the option out");
      }
      return new Split(rows, validation);
    }
    if (settings.validationRule().equals(DistillSettings.NONE)) {
      notes.add("no rows are set apart: formulas are chosen by the rows that they were fitted to");
      return new Split(rows, null);
    }
    return settings.validationRule().equals(DistillSettings.TAIL)
        ? Split.tail(rows, Split.SHARE)
        : Split.random(rows, Split.SHARE, settings.search().seed());
  }

  private static boolean areAmong(Rows rows, Rows others) {
    Set<Integer> known = new HashSet<>();
    for (int i = 0; i < rows.count(); i++) {
      known.add(hash(rows, i));
    }
    return IntStream.range(0, others.count()).allMatch(i -> known.contains(hash(others, i)));
  }

  /** All rows of a table are hardly ever taken for others that they are not. */
  private static int hash(Rows rows, int row) {
    int hash = Double.hashCode(rows.y()[row]);
    for (double[] feature : rows.features()) {
      hash = 31 * hash + Double.hashCode(feature[row]);
    }
    return hash;
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

  private static Centres centres(Dataset dataset, DistillSettings settings, List<String> notes) {
    Centres centres = settings.search().centres(dataset);
    for (int f = 0; f < dataset.names().size(); f++) {
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
