package io.symlab.model.rule;

import java.util.List;

/**
 * The architecture of an RNNProp optimizer.
 *
 * @param features what it sees of each coordinate, in order
 * @param linear size of the linear + ELU layer in front
 * @param lstm sizes of the LSTM layers
 * @param scale its update is scale * tanh(output); 0.01 as published
 */
public record RuleSettings(List<Feature> features, int linear, List<Integer> lstm, double scale) {
  public RuleSettings {
    features = List.copyOf(features);
    lstm = List.copyOf(lstm);
  }

  /** How many meta-parameters such an optimizer has; 446 for RP_s. */
  public int parameters() {
    return RuleLayout.of(this).parameters();
  }
}
