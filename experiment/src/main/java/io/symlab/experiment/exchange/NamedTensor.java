package io.symlab.experiment.exchange;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param values [product of the shape], row-major
 */
record NamedTensor(String name, List<Integer> shape, float[] values) {
  NamedTensor {
    shape = List.copyOf(shape);
  }

  /**
   * This, as a file has it. All that is read from elsewhere comes through here.
   *
   * @throws ExchangeException when not all values are finite: one that is not leaves nothing of
   *     what is computed with it
   */
  NamedTensor finite() {
    int bad = 0;
    for (float value : values) {
      bad += Float.isFinite(value) ? 0 : 1;
    }
    if (bad > 0) {
      throw new ExchangeException(
          bad
              + " of the "
              + values.length
              + " values of its tensor "
              + name
              + " are not finite in single precision");
    }
    return this;
  }

  NamedTensor named(String other) {
    return new NamedTensor(other, shape, values);
  }

  /**
   * How many numbers a shape holds.
   *
   * @throws ExchangeException when it is none, or more than a file here may have
   */
  static int length(String name, List<Integer> shape) {
    long length = 1;
    for (int size : shape) {
      length *= Math.max(0, size);
      if (size < 0 || length > OptimizerFiles.LARGEST / Float.BYTES) {
        throw new ExchangeException("the tensor " + name + " has the shape " + shape);
      }
    }
    return (int) length;
  }
}
