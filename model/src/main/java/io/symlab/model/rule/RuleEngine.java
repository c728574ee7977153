package io.symlab.model.rule;

import java.util.Locale;

/**
 * What computes a learned optimizer. {@link #FUSED} is the one for processors, {@link #DJL} the one
 * for GPUs and the reference; they agree up to rounding.
 */
public enum RuleEngine {
  /** Hand-fused kernels in Java. */
  FUSED,
  /** Plain tensor operations on libtorch. */
  DJL;

  /** The one named by the system property {@code symlab.rule-engine}; {@link #FUSED} by default. */
  public static RuleEngine preferred() {
    String name = System.getProperty("symlab.rule-engine", "fused");
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "symlab.rule-engine is \"" + name + "\"; it can be fused or djl", e);
    }
  }

  /** A rule at work on a problem of as many coordinates, its phi still to be set. */
  public TrainableRule open(RuleSettings settings, int coordinates) {
    return switch (this) {
      case FUSED -> new FusedRule(settings, coordinates);
      case DJL -> new DjlRule(settings, coordinates);
    };
  }
}
