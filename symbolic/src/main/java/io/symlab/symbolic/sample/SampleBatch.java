package io.symlab.symbolic.sample;

/**
 * Some rows of a growing record, numbered so that every island sees the same record in the same
 * order.
 *
 * @param number counted from 0 without gaps
 * @param rows how many rows
 * @param width columns of a row: F features, then y
 * @param values row-major, [rows * width]; not to be changed after construction
 */
public record SampleBatch(int number, int rows, int width, float[] values) {
  public SampleBatch {
    if (number < 0 || rows < 0 || width < 2 || values.length != rows * width) {
      throw new IllegalArgumentException(
          "a sample batch of "
              + rows
              + " x "
              + width
              + " rows needs as many values, has "
              + values.length);
    }
  }
}
