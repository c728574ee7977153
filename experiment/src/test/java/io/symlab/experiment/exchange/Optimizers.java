package io.symlab.experiment.exchange;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Optimizers of every kind and option, whose weights are large enough for all of it to matter. */
final class Optimizers {
  /** Tensors of 4 x 3, 4, 2 x 4 and 2 numbers, in a network's order. */
  static final List<ParameterGroup> GROUPS =
      List.of(
          new ParameterGroup("0.weight", 0, 12, List.of(4L, 3L)),
          new ParameterGroup("0.bias", 12, 4),
          new ParameterGroup("2.weight", 16, 8, List.of(2L, 4L)),
          new ParameterGroup("2.bias", 24, 2));

  static final int COORDINATES = 26;

  /** All but those that are large where gradients are small, and then of few good digits. */
  private static final Feature[] SMOOTH =
      Feature.forLearned().stream()
          .filter(feature -> !feature.key().startsWith("inv_"))
          .toArray(Feature[]::new);

  private Optimizers() {}

  static List<LearnedOptimizer> all() {
    RuleSettings small = RuleSettings.rnnprop();
    return Stream.of(
            small,
            small
                .withFeatures(Feature.MT, Feature.G, Feature.MOM5, Feature.MOM9, Feature.MOM99)
                .withInputGain(3),
            small.withFeatures(SMOOTH).withLstm(3, 2),
            RuleSettings.of(RuleKind.MLP).withHidden(5, 3),
            RuleSettings.of(RuleKind.MLP_FACTORED),
            RuleSettings.of(RuleKind.MLP)
                .withFeatures(Feature.forLearned().toArray(Feature[]::new))
                .withHidden(4),
            small.withPreTanhScale(),
            small.withGroupRates().on(GROUPS),
            small.withPreTanhScale().withGroupRates().on(GROUPS).withScale(0.1),
            RuleSettings.dm().withInputGain(300),
            RuleSettings.dm(Preprocess.LOG_SIGN).withLstm(5, 3))
        .map(Optimizers::of)
        .toList();
  }

  static LearnedOptimizer of(RuleSettings settings) {
    SplittableRandom random = new SplittableRandom(settings.describe().hashCode());
    float[] phi = new float[settings.parameters()];
    for (int i = 0; i < phi.length; i++) {
      phi[i] = (float) (2 * random.nextDouble() - 1);
    }
    return new LearnedOptimizer(settings, phi);
  }
}
