package io.symlab.model.sanity;

import io.symlab.symbolic.sample.SampleBatch;
import java.util.List;

/** Windows of recorded gradients as columns: what known rules are applied to. */
public final class GradientWindows {
  private GradientWindows() {}

  /**
   * The x of watched rollouts.
   *
   * @param batches of samples with the feature g alone, {@link KnownRule#LAGS} steps and y
   * @param most rows to keep, evenly spread over all
   * @return [LAGS][rows], newest first
   * @throws IllegalArgumentException when there is no row, or samples have another width
   */
  public static float[][] of(List<SampleBatch> batches, int most) {
    int width = KnownRule.LAGS + 1;
    int rows = batches.stream().mapToInt(SampleBatch::rows).sum();
    if (rows == 0) {
      throw new IllegalArgumentException("the rollouts have left no gradients to look at");
    }
    int kept = Math.min(rows, most);
    float[][] columns = new float[KnownRule.LAGS][kept];
    int row = 0;
    int at = 0;
    for (SampleBatch batch : batches) {
      if (batch.width() != width) {
        throw new IllegalArgumentException(
            "samples of " + batch.width() + " columns are no windows of " + KnownRule.LAGS);
      }
      for (int i = 0; i < batch.rows(); i++, row++) {
        if (at < kept && row == (long) at * rows / kept) {
          for (int lag = 0; lag < KnownRule.LAGS; lag++) {
            columns[lag][at] = batch.values()[i * width + lag];
          }
          at++;
        }
      }
    }
    return columns;
  }

  /** The largest absolute value. */
  public static float largest(float[][] columns) {
    float largest = 0;
    for (float[] column : columns) {
      for (float value : column) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** Multiplies every value, in place. */
  public static void scale(float[][] columns, float factor) {
    for (float[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] *= factor;
      }
    }
  }
}
