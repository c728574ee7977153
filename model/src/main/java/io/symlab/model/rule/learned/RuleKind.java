package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A family of learned optimizers, by its network. */
public enum RuleKind {
  /** Features, linear + ELU, LSTM stack, linear, tanh (Lv, Jiang, Li 2017). */
  RNNPROP("rnnprop"),
  /** Inputs, LSTM stack, linear: no layer in front, no tanh behind (Andrychowicz et al. 2016). */
  DM("dm"),
  /**
   * Features normalised over their tensor, hidden layers with ReLU, two outputs: direction and
   * magnitude. No memory but the features'. (Metz et al. 2019, "Understanding and correcting
   * pathologies in the training of learned optimizers"; learned_optimization's {@code MLPLOpt}.)
   */
  MLP("mlp"),
  /**
   * The same seeing factored moments as Adafactor keeps them (Metz et al. 2022, "Practical
   * tradeoffs between memory, compute, and performance in learned optimizers"; {@code
   * AdafacMLPLOpt}).
   */
  MLP_FACTORED("mlp-factored");

  private final String key;

  RuleKind(String key) {
    this.key = key;
  }

  /** The name in recipes and files. */
  public String key() {
    return key;
  }

  /** Whether it has no memory of its own: hidden layers in place of an LSTM stack. */
  public boolean isMlp() {
    return this == MLP || this == MLP_FACTORED;
  }

  /** What such an optimizer sees when nothing is said. */
  public List<Feature> usualFeatures() {
    return switch (this) {
      case RNNPROP -> List.of(Feature.MT, Feature.GT);
      case DM -> List.of(Feature.G);
      case MLP ->
          withClocks(
              Feature.G,
              Feature.THETA,
              Feature.MOM1,
              Feature.MOM5,
              Feature.MOM9,
              Feature.MOM99,
              Feature.MOM999,
              Feature.MOM9999);
      case MLP_FACTORED ->
          withClocks(
              Feature.G,
              Feature.THETA,
              Feature.MOM9,
              Feature.MOM99,
              Feature.MOM999,
              Feature.RMS,
              Feature.MOM9_RMS,
              Feature.MOM99_RMS,
              Feature.MOM999_RMS,
              Feature.INV_RMS,
              Feature.FAC9,
              Feature.FAC99,
              Feature.FAC999,
              Feature.ROW9,
              Feature.ROW99,
              Feature.ROW999,
              Feature.COL9,
              Feature.COL99,
              Feature.COL999,
              Feature.INV_ROW9,
              Feature.INV_ROW99,
              Feature.INV_ROW999,
              Feature.INV_COL9,
              Feature.INV_COL99,
              Feature.INV_COL999,
              Feature.MOM9_FAC,
              Feature.MOM99_FAC,
              Feature.MOM999_FAC);
    };
  }

  private static List<Feature> withClocks(Feature... features) {
    List<Feature> all = new ArrayList<>(List.of(features));
    all.addAll(Feature.clocks());
    return List.copyOf(all);
  }

  /** Size of its linear + ELU layer when nothing is said; 0 where there is none. */
  public int usualLinear() {
    return this == RNNPROP ? 6 : 0;
  }

  /** Sizes of its LSTM layers when nothing is said; none where there are none. */
  public List<Integer> usualLstm() {
    return switch (this) {
      case RNNPROP -> List.of(7);
      case DM -> List.of(20, 20);
      case MLP, MLP_FACTORED -> List.of();
    };
  }

  /** Sizes of its hidden layers when nothing is said; none where there are none. */
  public List<Integer> usualHidden() {
    return switch (this) {
      case RNNPROP, DM -> List.of();
      case MLP -> List.of(32, 32);
      case MLP_FACTORED -> List.of(4, 4);
    };
  }

  /** The kind of a name. */
  public static Optional<RuleKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }
}
