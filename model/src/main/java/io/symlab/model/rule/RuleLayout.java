package io.symlab.model.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight of an RNNProp optimizer lies in the flat vector phi. In order, each matrix
 * row-major [outputs][inputs]: linear weight, linear bias; per LSTM layer input weights, hidden
 * weights, input bias, hidden bias, with the gates in torch's order i, f, g, o; output weight,
 * output bias.
 *
 * @param features inputs of the linear layer
 * @param linear outputs of the linear layer
 * @param layers the LSTM stack, first to last
 * @param outputWeight where the last linear layer's weights begin
 * @param parameters length of phi
 */
record RuleLayout(int features, int linear, List<Lstm> layers, int outputWeight, int parameters) {

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
    int features = settings.features().size();
    int linear = settings.linear();
    if (features < 1 || linear < 1 || settings.lstm().isEmpty()) {
      throw new IllegalArgumentException(
          "a learned optimizer needs a feature, a linear layer and an LSTM layer at least");
    }
    int offset = (features + 1) * linear;
    int inputs = linear;
    List<Lstm> layers = new ArrayList<>();
    for (int hidden : settings.lstm()) {
      if (hidden < 1) {
        throw new IllegalArgumentException("an LSTM layer of size " + hidden);
      }
      Lstm layer = new Lstm(inputs, hidden, offset);
      layers.add(layer);
      offset = layer.end();
      inputs = hidden;
    }
    return new RuleLayout(features, linear, List.copyOf(layers), offset, offset + inputs + 1);
  }

  int linearBias() {
    return features * linear;
  }

  Lstm top() {
    return layers.get(layers.size() - 1);
  }

  int outputBias() {
    return outputWeight + top().hidden();
  }
}
