package io.symlab.symbolic.regression;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontRows;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.Split;
import java.util.List;

/**
 * The rows of a regression, each with its use.
 *
 * @param names of the columns, in the order of the formulas' variables
 * @param signals among them that formulas may average over
 * @param centres what all rows here are less: formulas over them are told by {@link
 *     Centres#outward}
 * @param search rows that formulas are fitted to: all of the training rows, or a choice of them
 * @param glance few of them, for a first look
 * @param train rows that losses are reported on
 * @param validation rows that formulas are chosen by; null: none
 * @param test rows that are only reported on; null: none
 */
public record RegressionData(
    List<String> names,
    Signals signals,
    Centres centres,
    Samples search,
    Samples glance,
    Samples train,
    Samples validation,
    Samples test) {
  /** Rows of a first look at most. */
  private static final int GLANCE = 256;

  public RegressionData {
    names = List.copyOf(names);
    if (names.size() != search.features()) {
      throw new IllegalArgumentException(
          "there are " + names.size() + " names for " + search.features() + " columns");
    }
  }

  /** Rows whose columns are as they are. */
  public RegressionData(
      List<String> names,
      Signals signals,
      Samples search,
      Samples glance,
      Samples train,
      Samples validation,
      Samples test) {
    this(names, signals, Centres.none(names.size()), search, glance, train, validation, test);
  }

  /** What a front of formulas over these rows is judged on. */
  FrontRows forFront() {
    return new FrontRows(centres, search, train, validation, test);
  }

  /**
   * Rows that are all learned from.
   *
   * @param test rows that are only reported on; null: none
   */
  public static RegressionData of(List<String> names, Signals signals, Samples rows, Samples test) {
    return new RegressionData(names, signals, rows, rows, rows, null, test);
  }

  /**
   * Rows with their uses; of many rows some are chosen to fit formulas to.
   *
   * @param names of the columns
   * @param centres what is subtracted from columns and y
   * @param rows to learn from and, unless they are null, to choose by
   * @param test rows that are only reported on; null: none
   * @param doubles whether the rows keep their doubles beside the floats
   * @param most rows that formulas are fitted to
   * @param seed of the choice
   */
  public static RegressionData of(
      List<String> names,
      Signals signals,
      Centres centres,
      boolean doubles,
      Split rows,
      Rows test,
      int most,
      long seed) {
    Rows train = rows.train();
    Samples all = train.samples(centres, doubles);
    return new RegressionData(
        names,
        signals,
        centres,
        train.count() > most ? train.choose(most, seed).samples(centres, doubles) : all,
        train.choose(GLANCE, seed).samples(centres, doubles),
        all,
        rows.validation() == null ? null : rows.validation().samples(centres, doubles),
        test == null ? null : test.samples(centres, doubles));
  }

  /**
   * Parts a table: a fifth is set apart to choose by, the last rows where columns are lags of a
   * signal, any others.
   */
  static RegressionData of(Dataset table, Centres centres, boolean doubles, int most, long seed) {
    Rows rows = table.rows();
    // Parting uses up what it is given; a table may be asked for its rows again.
    Rows copy = rows.copy();
    Split split =
        table.signals().isEmpty()
            ? Split.random(copy, Split.SHARE, seed)
            : Split.tail(copy, Split.SHARE);
    double[] y = split.train().y();
    boolean varies = false;
    for (double value : y) {
      varies |= value != y[0];
    }
    if (!varies) {
      throw new IllegalArgumentException(
          "y is the same in all rows that are left to learn from when a fifth is set apart to"
              + " choose by: give more rows, or another order of them");
    }
    return of(table.names(), table.signals(), centres, doubles, split, null, most, seed);
  }
}
