package io.symlab.model.optimizee;

import io.symlab.model.data.Images;

/** Opens the optimizee that settings name. */
public final class Optimizees {
  private Optimizees() {}

  /**
   * A fresh optimizee, for one thread at a time; whoever opens it closes it.
   *
   * @throws io.symlab.model.data.DataException when its images cannot be had
   * @throws io.symlab.model.TorchException when libtorch cannot be used here
   * @throws IllegalArgumentException when a setting is out of range; the message names it
   */
  public static Optimizee open(OptimizeeSettings settings) {
    return switch (settings.kind()) {
      case "mlp" -> new Mlp(settings, Images.load(settings.data()));
      case "quadratic" -> new Quadratic(settings);
      default ->
          throw new IllegalArgumentException(
              "optimizee.kind is \"" + settings.kind() + "\": choose mlp or quadratic");
    };
  }
}
