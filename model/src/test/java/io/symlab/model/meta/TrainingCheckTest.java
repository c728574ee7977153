package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TrainingCheckTest {
  private static final MetaTrainingSettings GOOD = new MetaTrainingSettings(5, 23, 5, 0.01, 2, 15);

  private static void refused(MetaTrainingSettings settings, String... says) {
    var thrown =
        assertThatThrownBy(() -> TrainingCheck.check(settings))
            .isInstanceOf(IllegalArgumentException.class);
    for (String words : says) {
      thrown.hasMessageContaining(words);
    }
  }

  private static MetaTrainingSettings with(UnaryOperator<MetaTrainingOptions.Builder> change) {
    return GOOD.with(change.apply(MetaTrainingOptions.NONE.toBuilder()).build());
  }

  @Test
  void whatCanNotBeTrainedWithIsNamedByItsKey() {
    assertThatCode(() -> TrainingCheck.check(GOOD)).doesNotThrowAnyException();
    refused(new MetaTrainingSettings(5, 23, 24, 0.01, 2, 15), "meta-train.unroll = 24", "23");
    refused(new MetaTrainingSettings(5, 23, 5, 0, 2, 15), "meta-train.learning-rate = 0.0");
    refused(new MetaTrainingSettings(5, 23, 5, Double.NaN, 2, 15), "learning-rate = NaN");
    refused(new MetaTrainingSettings(0, 23, 5, 0.1, 2, 15), "meta-train.epochs = 0");
    refused(with(o -> o.randomScaling(Double.NaN)), "meta-train.random-scaling = NaN");
    refused(with(o -> o.clipNorm(-1)), "meta-train.clip-norm = -1.0");
    refused(with(o -> o.averaging(1)), "meta-train.averaging = 1.0");
    refused(with(o -> o.patience(-1)), "meta-train.patience = -1");
    refused(with(o -> o.giveUpAfter(0)), "meta-train.give-up-after = 0");
    refused(with(o -> o.horizons(20, 10)), "meta-train.horizons = [20, 10]");
    refused(with(o -> o.horizons(4, 10)), "meta-train.unroll = 5");
    refused(with(o -> o.horizons(5, 10).curriculum(List.of(10, 20))), "meta-train.curriculum");
    refused(with(o -> o.curriculum(List.of(10, 10))), "meta-train.curriculum = [10, 10]", "rise");
    refused(with(o -> o.curriculum(List.of(4, 10))), "meta-train.unroll = 5", "(4)");
    refused(with(o -> o.imitation(1.5, List.of("adam"), 0.01)), "imitation.ratio = 1.5", "0");
    refused(with(o -> o.imitation(0.5, List.of("adan"), 0.01)), "adan");
    refused(with(o -> o.imitation(0.5, List.of("adam"), Double.NaN)), "learning rate", "NaN");
    refused(with(o -> o.imitation(0.5, List.of(), 0.01)), "imitation.teachers = []");
    refused(with(o -> o.imitation(0.5, List.of("adam"), 0.01).method("es")), "tbptt only");
    refused(with(o -> o.method("bptt")), "meta-train.method = bptt", "pes");
    refused(with(o -> o.evolution(0, 0.1)), "meta-train.es.pairs = 0");
    refused(with(o -> o.evolution(2, 0)), "meta-train.es.sigma = 0.0");
  }
}
