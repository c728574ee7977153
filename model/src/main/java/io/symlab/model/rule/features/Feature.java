package io.symlab.model.rule.features;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A per-coordinate gradient feature, all of them detached from the graph (see docs/model.md for the
 * formulas).
 */
public enum Feature {
  MT("mt"),
  GT("gt"),
  G("g"),
  MOM5("mom5"),
  MOM9("mom9"),
  MOM99("mom99"),
  T("t"),
  ADAM_UP("adam_up"),
  ADAM_UP_NORM("adam_up_norm"),
  ADAM_DOWN("adam_down"),
  MAGIC2("magic2"),
  MAGIC25("magic25"),
  MAGIC3("magic3"),
  MAGIC4("magic4"),
  MEAN_G("mean_g"),
  MEAN_G2("mean_g2");

  private final String key;

  Feature(String key) {
    this.key = key;
  }

  /** The name in formulas and files, an identifier: {@code adam_up}. */
  public String key() {
    return key;
  }

  /** The name in recipes: {@code adam-up}. */
  public String recipeName() {
    return key.replace('_', '-');
  }

  /**
   * Whether it grows with the gradient: twice the gradients, twice the feature. The others are free
   * of scale.
   */
  public boolean scalesWithGradient() {
    return switch (this) {
      case G, MOM5, MOM9, MOM99, ADAM_UP, ADAM_UP_NORM, ADAM_DOWN -> true;
      default -> false;
    };
  }

  /**
   * Whether it is a mean over the window of samples, for formulas to see; learned optimizers have
   * no such window.
   */
  public boolean windowed() {
    return this == MEAN_G || this == MEAN_G2;
  }

  /** Those that a learned optimizer can see. */
  public static List<Feature> forLearned() {
    return Arrays.stream(values()).filter(feature -> !feature.windowed()).toList();
  }

  /** The feature of a name, as formulas or as recipes write it. */
  public static Optional<Feature> named(String name) {
    String plain = name.replace('-', '_');
    return Arrays.stream(values()).filter(feature -> feature.key.equals(plain)).findFirst();
  }

  /** All names as recipes write them. */
  public static List<String> recipeNames() {
    return Arrays.stream(values()).map(Feature::recipeName).toList();
  }
}
