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
