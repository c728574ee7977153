package io.symlab.model.rule.learned;

import java.util.List;

/**
 * One of the tensors that phi consists of, one after the other and without gaps, under the name
 * that it has in files for other tools: {@code lstm.0.weight_ih} and so on, shaped as PyTorch
 * shapes the weights of such a layer.
 *
 * @param shape row-major
 */
public record WeightTensor(String name, List<Integer> shape) {
  public WeightTensor {
    shape = List.copyOf(shape);
  }

  static WeightTensor of(String name, Integer... shape) {
    return new WeightTensor(name, List.of(shape));
  }

  /** How many numbers it holds. */
  public int length() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}
