package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;
import java.util.List;
import java.util.OptionalDouble;

/** An architecture taken apart, to change something of it. */
final class ArchitectureCopy {
  final RuleKind kind;
  List<Feature> features;
  Preprocess preprocess;
  int linear;
  List<Integer> lstm;
  List<Integer> hidden;
  double scale;
  boolean preTanhScale;
  boolean groupRates;
  int groups;
  OptionalDouble inputGain;

  ArchitectureCopy(RuleSettings of) {
    kind = of.kind();
    features = of.features();
    preprocess = of.preprocess();
    linear = of.linear();
    lstm = of.lstm();
    hidden = of.hidden();
    scale = of.scale();
    preTanhScale = of.preTanhScale();
    groupRates = of.groupRates();
    groups = of.groups();
    inputGain = of.inputGain();
  }

  RuleSettings settings() {
    return new RuleSettings(
        kind,
        features,
        preprocess,
        linear,
        lstm,
        hidden,
        scale,
        preTanhScale,
        groupRates,
        groups,
        inputGain);
  }
}
