package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A family of learned optimizers, by what is around its LSTM stack. */
public enum RuleKind {
  /** Features, linear + ELU, LSTM stack, linear, tanh (Lv, Jiang, Li 2017). */
  RNNPROP("rnnprop"),
  /** Inputs, LSTM stack, linear: no layer in front, no tanh behind (Andrychowicz et al. 2016). */
  DM("dm");

  private final String key;

  RuleKind(String key) {
    this.key = key;
  }

  /** The name in recipes and files. */
  public String key() {
    return key;
  }

  /** What such an optimizer sees when nothing is said. */
  public List<Feature> usualFeatures() {
    return this == DM ? List.of(Feature.G) : List.of(Feature.MT, Feature.GT);
  }

  /** Size of its linear + ELU layer when nothing is said; 0 where there is none. */
  public int usualLinear() {
    return this == DM ? 0 : 6;
  }

  /** Sizes of its LSTM layers when nothing is said. */
  public List<Integer> usualLstm() {
    return this == DM ? List.of(20, 20) : List.of(7);
  }

  /** The kind of a name. */
  public static Optional<RuleKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }
}
