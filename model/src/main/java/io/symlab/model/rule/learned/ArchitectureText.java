package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;

/** An architecture in words, for errors and exports. */
final class ArchitectureText {
  private ArchitectureText() {}

  static String of(RuleSettings rule) {
    return "kind "
        + rule.kind().key()
        + ", features "
        + rule.features().stream().map(Feature::recipeName).toList()
        + (rule.preprocess() == Preprocess.RAW ? "" : ", preprocess " + rule.preprocess().key())
        + (rule.linear() > 0 ? ", linear " + rule.linear() : "")
        + (rule.kind().isMlp() ? ", hidden " + rule.hidden() : ", lstm " + rule.lstm())
        + ", scale "
        + rule.scale()
        + (rule.preTanhScale() ? ", a scale before tanh" : "")
        + (rule.groupRates() ? ", rates of " + groups(rule) + " groups" : "")
        + gain(rule);
  }

  private static String groups(RuleSettings rule) {
    return rule.groups() > 0 ? Integer.toString(rule.groups()) : "all";
  }

  private static String gain(RuleSettings rule) {
    if (rule.inputGain().equals(RuleSettings.NO_GAIN)) {
      return "";
    }
    return rule.inputGain().isPresent()
        ? ", input gain " + rule.inputGain().getAsDouble()
        : ", an input gain from the first gradients";
  }
}
