package io.symlab.symbolic.table;

import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Sound rows of a table: every number in them is finite.
 *
 * @param features [F][count], null where not wanted, in the order of the formulas' variables
 * @param y [count]; null when the table has none
 * @param weights [count], 0 or more; null when all rows count alike
 * @param count how many
 * @param dropped rows left out because of a NaN or an infinity
 * @param culprits names of the columns that these were in
 * @param numbers of the rows in the file, counted from 0; null when none was dropped
 */
public record Rows(
    double[][] features,
    double[] y,
    double[] weights,
    int count,
    int dropped,
    List<String> culprits,
    int[] numbers) {

  public Rows {
    culprits = List.copyOf(culprits);
  }

  /** For a search or a front, as they are. */
  public Samples samples() {
    return samples(Centres.none(features.length), false);
  }

  /**
   * For a search or a front.
   *
   * @param centres what is subtracted from columns and y before they become floats
   * @param doubles whether the rows keep their doubles beside the floats
   */
  public Samples samples(Centres centres, boolean doubles) {
    float[][] columns = new float[features.length][];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = Centres.floats(features[f], centres.columns().get(f));
    }
    float[] target = Centres.floats(y, centres.target());
    Samples samples =
        weights == null
            ? Samples.of(columns, target)
            : Samples.of(columns, target, Centres.floats(weights, 0));
    if (!doubles) {
      return samples;
    }
    double[][] exact = new double[features.length][];
    for (int f = 0; f < exact.length; f++) {
      exact[f] = less(features[f], centres.columns().get(f));
    }
    return samples.withDoubles(exact, less(y, centres.target()));
  }

  private static double[] less(double[] column, double centre) {
    return centre == 0 ? column : Arrays.stream(column).map(value -> value - centre).toArray();
  }

  /** Says how many rows were left out, and because of which columns. */
  public String droppedText(int of) {
    return dropped
        + " of "
        + of
        + " rows dropped: NaN, infinite or missing in "
        + ColumnNames.some(culprits);
  }

  /**
   * Some of these rows at random, the same for the same seed, in the order of the file.
   *
   * @param most how many at most
   */
  public Rows choose(int most, long seed) {
    return most >= count() ? this : pick(Split.choose(count(), most, seed, "table.choice"));
  }

  /** These rows, to be parted while others go on with them; the numbers are shared. */
  public Rows copy() {
    return new Rows(features.clone(), y, weights, count, dropped, culprits, numbers);
  }

  /** These rows, copied in this order. */
  Rows pick(int[] chosen) {
    double[][] picked = new double[features.length][];
    for (int f = 0; f < picked.length; f++) {
      picked[f] = pick(features[f], chosen);
    }
    return new Rows(
        picked, pick(y, chosen), pick(weights, chosen), chosen.length, 0, List.of(), null);
  }

  /** The same, letting go of each column of these rows as soon as it is copied. */
  Rows shrink(int[] chosen) {
    for (int f = 0; f < features.length; f++) {
      features[f] = pick(features[f], chosen);
    }
    return new Rows(
        features, pick(y, chosen), pick(weights, chosen), chosen.length, 0, List.of(), null);
  }

  private static double[] pick(double[] column, int[] chosen) {
    if (column == null) {
      return null;
    }
    double[] picked = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      picked[i] = column[chosen[i]];
    }
    return picked;
  }
}
