package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.torch.TorchDevice;
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

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static RuleEngine named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "symlab.rule-engine is \"" + name + "\"; it can be fused or djl", e);
    }
  }

  /** Its name, as settings have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A rule at work on the processor, as {@link Compute#open} opens it. */
  public TrainableRule open(RuleSettings settings, List<ParameterGroup> groups) {
    return new Compute(this, TorchDevice.CPU).open(settings, groups);
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
