package io.symlab.experiment.distill;

import io.symlab.symbolic.table.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of positive numbers over many powers of ten: in sums most of its rows are 0 beside the
 * largest, and its logarithm tells them apart.
 */
final class WideColumn {
  private static final double DECADES = 12;

  private WideColumn() {}

  /**
   * Looks for it.
   *
   * @param rows all of them
   * @param feature the column's place
   * @param operators that formulas may have, none for the usual ones
   * @return what to tell a person
   */
  static Optional<String> of(String column, Rows rows, int feature, List<String> operators) {
    double[] values = rows.features()[feature];
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < rows.count(); i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    double decades = Math.log10(most) - Math.log10(least);
    if (!(least > 0 && decades >= DECADES)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "column %s is positive and spans %.0f powers of ten: formulas may need its logarithm%s",
            column,
            decades,
            operators.contains("log")
                ? ""
                : "; --operators can have log, which the usual ones have not"));
  }
}
