package io.symlab.model.rule.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * phi as one tensor that gradients arrive at, and cut into matrices [inputs][outputs]; of an LSTM
 * layer [inputs + hidden][gates]. All of it belongs to one manager.
 */
final class DjlWeights {
  final NDArray phi;

  /** Null where there is no such layer. */
  final NDArray linear;

  final NDArray linearBias;

  /** Per LSTM layer. */
  final NDList lstm = new NDList();

  final NDList lstmBias = new NDList();

  final NDArray out;
  final NDArray bias;

  /** The scale before tanh, [1]; null where there is none. */
  final NDArray preTanh;

  /** Of the groups' rates, [coordinates]; null where there are none. */
  final NDArray factors;

  /**
   * Cuts; call it while recording.
   *
   * @param oneHot with rates per group: [coordinates][groups], 1 where a coordinate is of a group
   */
  DjlWeights(NDManager manager, float[] phi, RuleLayout layout, float[] oneHot) {
    this.phi = manager.create(phi);
    this.phi.setRequiresGradient(true);
    for (RuleLayout.Lstm layer : layout.layers()) {
      NDArray input = matrix(layer.inputWeight(), layer.gates(), layer.inputs());
      NDArray hidden = matrix(layer.hiddenWeight(), layer.gates(), layer.hidden());
      lstm.add(input.concat(hidden));
      lstmBias.add(
          vector(layer.inputBias(), layer.gates()).add(vector(layer.hiddenBias(), layer.gates())));
    }
    linear = layout.linear() > 0 ? matrix(0, layout.linear(), layout.inputs()) : null;
    linearBias = layout.linear() > 0 ? vector(layout.linearBias(), layout.linear()) : null;
    out = matrix(layout.outputWeight(), 1, layout.top().hidden());
    bias = vector(layout.outputBias(), 1);
    preTanh = layout.preTanhScale() ? vector(layout.preTanh(), 1) : null;
    factors = layout.groups() > 0 ? factors(manager, layout, oneHot) : null;
  }

  private NDArray factors(NDManager manager, RuleLayout layout, float[] oneHot) {
    int hidden = GroupRates.HIDDEN;
    int coordinates = oneHot.length / layout.groups();
    int at = layout.groupRates();
    int biases = at + hidden * layout.groups();
    NDArray h =
        manager
            .create(oneHot, new Shape(coordinates, layout.groups()))
            .duplicate()
            .matMul(matrix(at, hidden, layout.groups()))
            .add(vector(biases, hidden))
            .tanh();
    NDArray last = vector(biases + 2 * hidden, 1);
    return h.matMul(matrix(biases + hidden, 1, hidden)).add(last).exp().reshape(coordinates);
  }

  private NDArray vector(int from, int length) {
    return phi.get(from + ":" + (from + length));
  }

  private NDArray matrix(int from, int outputs, int inputs) {
    return vector(from, outputs * inputs).reshape(outputs, inputs).transpose();
  }
}
