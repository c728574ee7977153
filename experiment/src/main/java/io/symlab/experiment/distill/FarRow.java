package io.symlab.experiment.distill;

import io.symlab.symbolic.table.Rows;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A value of a column that lies a thousand times further out than the middle eight tenths of a
 * sample are wide: a slip of the hand more often than not, to which formulas would bend.
 */
final class FarRow {
  private static final double FAR = 1_000;

  private FarRow() {}

  /**
   * Looks for it.
   *
   * @param rows all of them
   * @param feature the column's place
   * @param sample some of them
   * @return what to tell a person
   */
  static Optional<String> of(String column, Rows rows, int feature, Rows sample) {
    double[] sorted = sample.features()[feature].clone();
    Arrays.sort(sorted);
    double middle = sorted[sorted.length / 2];
    double width = sorted[sorted.length - 1 - sorted.length / 10] - sorted[sorted.length / 10];
    double[] values = rows.features()[feature];
    int far = 0;
    for (int i = 1; i < rows.count(); i++) {
      far = Math.abs(values[i] - middle) > Math.abs(values[far] - middle) ? i : far;
    }
    double times = Math.abs(values[far] - middle) / width;
    if (!(width > 0 && times > FAR)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "row %d (the first is 0) has %s in column %s, %.2g times as far out as most rows spread:"
                + " correct or remove it, or formulas bend to it",
            rows.numbers() == null ? far : rows.numbers()[far],
            values[far],
            column,
            times));
  }
}
