package io.symlab.model.rule.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingOptions;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class FirstGradientsTest {
  private static final RuleSettings OPEN =
      RuleSettings.dm().withLstm(2).withInputGainOfFirstGradients();
  private static final MetaTrainingSettings TRAINING =
      new MetaTrainingSettings(1, 5, 5, 0.01, 1, 5);

  @Test
  void theGainBringsTheEntriesThatMoveToAMeanSquareOfOne() {
    Bowl bowl = new Bowl();
    double gain = FirstGradients.known(OPEN, bowl, 4).inputGain().orElseThrow();
    float[] theta = new float[bowl.size()];
    float[] gradient = new float[bowl.size()];
    Optimizee.Problem problem = bowl.problem(Optimizee.Half.TRAIN, 4, "meta-train", 0);
    problem.initial(theta);
    problem.gradient(theta, 0, gradient);
    double squares = 0;
    for (float g : gradient) {
      squares += Math.pow(gain * g, 2);
    }
    // Two of the bowl's coordinates never have a gradient.
    assertThat(squares / (bowl.size() - 2)).isCloseTo(1, within(0.01));
    assertThat(Double.toString(gain)).matches("[0-9]{1,3}(\\.[0-9]+)?").hasSizeLessThan(6);
  }

  @Test
  void aGainThatIsKnownStays() {
    RuleSettings known = OPEN.withInputGain(5);
    assertThat(FirstGradients.known(known, new Bowl(), 4)).isSameAs(known);
  }

  @Test
  void whatIsTrainedHasItAndWhatIsTrainedOnKeepsIt() {
    double gain = FirstGradients.known(OPEN, new Bowl(), 4).inputGain().orElseThrow();
    LearnedOptimizer trained = MetaTraining.train(new Bowl(), OPEN, TRAINING, 4);
    assertThat(trained.settings().inputGain()).hasValue(gain);
    LearnedOptimizer other =
        new LearnedOptimizer(trained.settings().withInputGain(123), trained.phi());
    String stored = Base64.getEncoder().encodeToString(other.encode());
    MetaTrainingSettings tuning =
        TRAINING.with(MetaTrainingOptions.NONE.toBuilder().fineTuning("x", stored).build());
    assertThat(MetaTraining.train(new Bowl(), OPEN, tuning, 4).settings().inputGain())
        .hasValue(123);
  }

  @Test
  void aGradientOfNothingIsNoMeasure() {
    Optimizee flat =
        new Optimizee() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public Problem problem(Half half, long seed, String role, long index) {
            return (theta, step, gradient) -> 0;
          }
        };
    assertThatThrownBy(() -> FirstGradients.known(OPEN, flat, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first-gradients")
        .hasMessageContaining("0 of 3 entries");
  }
}
