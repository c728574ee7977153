package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.torch.TorchDevice;
import java.util.List;

/**
 * What computes, and where: a value that is handed to whoever does.
 *
 * @param engine of learned optimizers
 * @param device of networks, and of learned optimizers where the engine is {@link RuleEngine#DJL}
 */
public record Compute(RuleEngine engine, TorchDevice device) {
  /** On the processor, by the kernels made for it. */
  public static final Compute USUAL = new Compute(RuleEngine.FUSED, TorchDevice.CPU);

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
    return switch (engine) {
      case FUSED -> new FusedRule(settings, groups);
      case DJL -> new DjlRule(settings, groups, device);
    };
  }
}
