package io.symlab.model.optimizee;

import io.symlab.model.data.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of problems, by the names that a recipe uses. */
public enum OptimizeeKind {
  MLP("mlp", true),
  SMALL_CNN("small-cnn", true),
  LENET("lenet", true),
  RESNET18("resnet18", true),
  RESNET34("resnet34", true),
  RESNET50("resnet50", true),
  RESNET101("resnet101", true),
  RESNET152("resnet152", true),
  QUADRATIC("quadratic", false),
  QUADRATIC_UNIFORM("quadratic-uniform", false),
  LASSO("lasso", false),
  LASSO_UNIFORM("lasso-uniform", false),
  LASSO_FIXED("lasso-fixed", false),
  RASTRIGIN("rastrigin", false),
  RASTRIGIN_PLANE("rastrigin-plane", false),
  SQUARE_COS("square-cos", false),
  TORCHSCRIPT("torchscript", false),
  ENSEMBLE("ensemble", false);

  private final String key;
  private final boolean onImages;

  OptimizeeKind(String key, boolean onImages) {
    this.key = key;
    this.onImages = onImages;
  }

  /** The kind that a recipe calls so. */
  public static Optional<OptimizeeKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** The names that a recipe may use. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(OptimizeeKind::key).toList();
  }

  /** What a recipe calls it. */
  public String key() {
    return key;
  }

  /** Whether it classifies images. */
  public boolean onImages() {
    return onImages;
  }

  /** Whether it is a residual net: standardised and augmented images, Kaiming's initialisation. */
  public boolean residual() {
    return switch (this) {
      case RESNET18, RESNET34, RESNET50, RESNET101, RESNET152 -> true;
      default -> false;
    };
  }

  /** What is wrong with classifying images of this shape, if anything. */
  public Optional<String> misfit(ImageShape shape) {
    int least =
        switch (this) {
          case SMALL_CNN -> 10;
          case LENET -> 2;
          default -> residual() ? 8 : 1;
        };
    if (shape.edge() >= least) {
      return Optional.empty();
    }
    return Optional.of(
        "optimizee.kind = "
            + key
            + " needs square images of "
            + least
            + "x"
            + least
            + " or more, and these are "
            + shape.words()
            + ": choose mlp, which takes any numbers");
  }

  /** Whether it is a loss of few parameters with random coefficients, in plain Java. */
  public boolean landscape() {
    return !onImages && this != TORCHSCRIPT && this != ENSEMBLE;
  }

  /** The fewest parameters per instance; only for landscapes. */
  public int leastDimension() {
    return landscape() ? Landscape.of(this).leastDimension() : 1;
  }

  /** The parameters per instance that the literature uses; only for landscapes. */
  public int usualDimension() {
    return switch (this) {
      case LASSO, LASSO_FIXED -> 50;
      case RASTRIGIN_PLANE -> 2;
      default -> 10;
    };
  }
}
