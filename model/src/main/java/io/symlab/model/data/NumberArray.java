package io.symlab.model.data;

/**
 * Examples of one kind, the first dimension counting them: what a loss sees of a batch.
 *
 * @param name as the file calls it
 * @param shape of the whole array, [examples, ...]
 * @param whole whether its numbers are integers, as labels are: a loss sees them as int64, others
 *     as float32
 * @param values in C order
 */
public record NumberArray(String name, long[] shape, boolean whole, double[] values) {
  /** How many examples. */
  public int examples() {
    return Math.toIntExact(shape[0]);
  }

  /** Numbers of an example. */
  public int width() {
    return shape[0] == 0 ? 0 : Math.toIntExact(values.length / shape[0]);
  }
}
