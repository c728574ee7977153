package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import java.util.List;
import java.util.Locale;

/**
 * What computes a learned optimizer with an LSTM stack. {@link #FUSED} is the one for processors,
 * {@link #DJL} the one for GPUs and the reference; they agree up to rounding. MLPs have one engine,
 * on the processor.
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

  /**
   * A rule at work on a problem, its phi still to be set.
   *
   * @param groups of the problem, without gaps
   * @throws IllegalArgumentException when the rule has rates for another number of groups
   */
  public TrainableRule open(RuleSettings settings, List<ParameterGroup> groups) {
    if (settings.kind().isMlp()) {
      return new MlpRule(settings, groups);
    }
    return switch (this) {
      case FUSED -> new FusedRule(settings, groups);
      case DJL -> new DjlRule(settings, groups);
    };
  }

  /** A rule at work on as many coordinates, all of one group. */
  public TrainableRule open(RuleSettings settings, int coordinates) {
    return open(settings, whole(coordinates));
  }

  /** One group of as many coordinates. */
  static List<ParameterGroup> whole(int coordinates) {
    return List.of(new ParameterGroup("all", 0, coordinates));
  }
}
