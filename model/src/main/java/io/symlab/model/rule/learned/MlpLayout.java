package io.symlab.model.rule.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight of a per-coordinate MLP lies in the flat vector phi: layer by layer, the last
 * one with the two outputs, its weights row-major [outputs][inputs] and then its bias.
 *
 * @param layers first to last
 */
record MlpLayout(List<Layer> layers) {
  /** Direction and magnitude. */
  static final int OUTPUTS = 2;

  /** One layer: its sizes, and where its weights begin. */
  record Layer(int inputs, int outputs, int weight) {
    int bias() {
      return weight + inputs * outputs;
    }

    int end() {
      return bias() + outputs;
    }
  }

  static MlpLayout of(RuleSettings settings) {
    List<Integer> widths = new ArrayList<>(settings.hidden());
    widths.add(OUTPUTS);
    List<Layer> layers = new ArrayList<>();
    int inputs = settings.features().size();
    int offset = 0;
    for (int outputs : widths) {
      Layer layer = new Layer(inputs, outputs, offset);
      layers.add(layer);
      offset = layer.end();
      inputs = outputs;
    }
    return new MlpLayout(List.copyOf(layers));
  }

  int inputs() {
    return layers.get(0).inputs();
  }

  /** Length of phi. */
  int parameters() {
    return layers.get(layers.size() - 1).end();
  }

  /** The tensors of phi, in its order. */
  List<WeightTensor> tensors() {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      String name = l == layers.size() - 1 ? "output" : "hidden." + l;
      tensors.add(WeightTensor.of(name + ".weight", layer.outputs(), layer.inputs()));
      tensors.add(WeightTensor.of(name + ".bias", layer.outputs()));
    }
    return List.copyOf(tensors);
  }
}
