package io.symlab.model.rule.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight of a learned optimizer lies in the flat vector phi. In order, each matrix
 * row-major [outputs][inputs]: linear weight, linear bias, where there is such a layer; per LSTM
 * layer input weights, hidden weights, input bias, hidden bias, with the gates in torch's order i,
 * f, g, o; output weight, output bias; the scale before tanh, where there is one; the network of
 * {@link GroupRates}, where there is one.
 *
 * @param features seen of each coordinate
 * @param inputs of the network, one or more per feature
 * @param linear outputs of the linear layer; 0 where there is none
 * @param layers the LSTM stack, first to last
 * @param outputWeight where the last linear layer's weights begin
 * @param tanh whether the output goes through tanh
 * @param preTanhScale whether it is multiplied by a learned scale before
 * @param groups that have learned rates; 0 where there are none
 */
record RuleLayout(
    int features,
    int inputs,
    int linear,
    List<Lstm> layers,
    int outputWeight,
    boolean tanh,
    boolean preTanhScale,
    int groups) {

  /** One LSTM layer: its sizes, and where its weights begin. */
  record Lstm(int inputs, int hidden, int inputWeight) {
    int gates() {
      return 4 * hidden;
    }

    int hiddenWeight() {
      return inputWeight + gates() * inputs;
    }

    int inputBias() {
      return hiddenWeight() + gates() * hidden;
    }

    int hiddenBias() {
      return inputBias() + gates();
    }

    int end() {
      return hiddenBias() + gates();
    }
  }

  static RuleLayout of(RuleSettings settings) {
    if (settings.groupRates() && settings.groups() == 0) {
      throw new IllegalArgumentException(
          "a learned optimizer with a rate per group needs to know the groups of its problem");
    }
    int features = settings.features().size();
    int inputs = features * settings.preprocess().inputs();
    int linear = settings.linear();
    int offset = (inputs + 1) * linear;
    int width = linear > 0 ? linear : inputs;
    List<Lstm> layers = new ArrayList<>();
    for (int hidden : settings.lstm()) {
      Lstm layer = new Lstm(width, hidden, offset);
      layers.add(layer);
      offset = layer.end();
      width = hidden;
    }
    return new RuleLayout(
        features,
        inputs,
        linear,
        List.copyOf(layers),
        offset,
        settings.kind() == RuleKind.RNNPROP,
        settings.preTanhScale(),
        settings.groups());
  }

  int linearBias() {
    return inputs * linear;
  }

  Lstm top() {
    return layers.get(layers.size() - 1);
  }

  int outputBias() {
    return outputWeight + top().hidden();
  }

  /** Where the scale before tanh is, where there is one. */
  int preTanh() {
    return outputBias() + 1;
  }

  /** Where the network of the groups' rates begins, where there is one. */
  int groupRates() {
    return outputBias() + (preTanhScale ? 2 : 1);
  }

  /** The tensors of phi, in its order. */
  List<WeightTensor> tensors() {
    List<WeightTensor> tensors = new ArrayList<>();
    if (linear > 0) {
      tensors.add(WeightTensor.of("linear.weight", linear, inputs));
      tensors.add(WeightTensor.of("linear.bias", linear));
    }
    for (int l = 0; l < layers.size(); l++) {
      Lstm layer = layers.get(l);
      String name = "lstm." + l + ".";
      tensors.add(WeightTensor.of(name + "weight_ih", layer.gates(), layer.inputs()));
      tensors.add(WeightTensor.of(name + "weight_hh", layer.gates(), layer.hidden()));
      tensors.add(WeightTensor.of(name + "bias_ih", layer.gates()));
      tensors.add(WeightTensor.of(name + "bias_hh", layer.gates()));
    }
    tensors.add(WeightTensor.of("output.weight", 1, top().hidden()));
    tensors.add(WeightTensor.of("output.bias", 1));
    if (preTanhScale) {
      tensors.add(WeightTensor.of("pre_tanh_scale", 1));
    }
    if (groups > 0) {
      tensors.add(WeightTensor.of("group_rates.hidden.weight", GroupRates.HIDDEN, groups));
      tensors.add(WeightTensor.of("group_rates.hidden.bias", GroupRates.HIDDEN));
      tensors.add(WeightTensor.of("group_rates.output.weight", 1, GroupRates.HIDDEN));
      tensors.add(WeightTensor.of("group_rates.output.bias", 1));
    }
    return List.copyOf(tensors);
  }

  /** Length of phi. */
  int parameters() {
    return groupRates() + (groups > 0 ? GroupRates.parameters(groups) : 0);
  }

  /** Rows that a step's activations take. */
  int rows() {
    return 1 + layers.stream().mapToInt(l -> l.inputs() + 7 * l.hidden() + 1).sum();
  }

  /** What the output is multiplied with to give an update, besides its group's factor. */
  float gain(double scale) {
    return (float) (preTanhScale ? 0.1 * scale : scale);
  }
}
