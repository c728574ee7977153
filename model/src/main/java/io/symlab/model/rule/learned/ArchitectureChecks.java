package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;
import java.util.List;
import java.util.OptionalDouble;

/** What an architecture has to be; each check throws with what is wrong. */
final class ArchitectureChecks {
  private ArchitectureChecks() {}

  static void features(List<Feature> features, OptionalDouble inputGain) {
    require(!features.isEmpty(), "a learned optimizer needs a feature at least");
    require(
        features.stream().distinct().count() == features.size(),
        "a learned optimizer that sees a feature twice: " + features);
    require(
        features.stream().noneMatch(Feature::windowed),
        "a learned optimizer cannot see mean-g or mean-g2, which are means over samples' windows");
    double gain = inputGain.orElse(1);
    require(
        (float) gain > 0 && Float.isFinite((float) gain),
        "the input gain of a learned optimizer is " + gain + "; it must be above 0");
    require(
        inputGain.equals(RuleSettings.NO_GAIN)
            || features.stream().anyMatch(Feature::scalesWithGradient),
        "an input gain, but none of the features "
            + features.stream().map(Feature::recipeName).toList()
            + " grows with the gradient");
  }

  static void scale(double scale, boolean groupRates, int groups) {
    require(
        scale > 0 && Double.isFinite(scale),
        "the scale of a learned optimizer's updates is " + scale + "; it must be above 0");
    require(groups >= 0 && (groupRates || groups == 0), "rates of " + groups + " groups");
  }

  static void layers(RuleKind kind, int linear, List<Integer> lstm, List<Integer> hidden) {
    if (kind.isMlp()) {
      require(lstm.isEmpty() && linear == 0, kind.key() + " has hidden layers, and no LSTM");
      require(!hidden.isEmpty(), kind.key() + " needs a hidden layer at least");
      require(hidden.stream().allMatch(size -> size > 0), "hidden layers of the sizes " + hidden);
      return;
    }
    require(hidden.isEmpty(), kind.key() + " has LSTM layers, and no hidden ones");
    require(!lstm.isEmpty(), "a learned optimizer needs an LSTM layer at least");
    require(lstm.stream().allMatch(size -> size > 0), "LSTM layers of the sizes " + lstm);
    if (kind == RuleKind.DM) {
      require(linear == 0, "dm has no linear layer in front, so its size is 0, not " + linear);
    } else {
      require(linear > 0, "a linear layer of size " + linear + " in front of the LSTM");
    }
  }

  static void options(
      RuleKind kind,
      Preprocess preprocess,
      boolean preTanhScale,
      boolean groupRates,
      OptionalDouble inputGain) {
    require(
        kind == RuleKind.RNNPROP || !preTanhScale,
        kind.key() + " has no tanh, so there is no scale before it");
    if (kind.isMlp()) {
      require(
          preprocess == Preprocess.RAW && inputGain.equals(RuleSettings.NO_GAIN),
          kind.key() + " normalises its features over each tensor, and takes them as they are");
      require(!groupRates, kind.key() + " has no rates of parameter groups");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
