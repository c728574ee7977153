package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Epochs that diverge are abandoned, and too many of them end the training. */
class DivergenceTest {
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 3, List.of(4), 0.1);
  private static final MetaTrainingSettings TRAINING =
      new MetaTrainingSettings(6, 10, 5, 0.01, 2, 15);

  /** A bowl on whose training problems of some epochs every loss is NaN from step 7 on. */
  private static final class Trap implements Optimizee {
    private final Bowl bowl = new Bowl();
    private final List<Long> epochs;

    Trap(Long... epochs) {
      this.epochs = List.of(epochs);
    }

    @Override
    public int size() {
      return bowl.size();
    }

    @Override
    public List<ParameterGroup> groups() {
      return bowl.groups();
    }

    @Override
    public Problem problem(Half half, long seed, String role, long index) {
      Problem problem = bowl.problem(half, seed, role, index);
      if (half == Half.HELD_OUT || !epochs.contains(index)) {
        return problem;
      }
      return new Problem() {
        @Override
        public void initial(float[] theta) {
          problem.initial(theta);
        }

        @Override
        public double gradient(float[] theta, int step, float[] gradient) {
          double loss = problem.gradient(theta, step, gradient);
          return step < 7 ? loss : Double.NaN;
        }

        @Override
        public double loss(float[] theta, int step) {
          return gradient(theta, step, new float[theta.length]);
        }
      };
    }

    @Override
    public void close() {}
  }

  private static MetaTrainingState state(MetaTraining work) {
    return MetaTrainingState.decode(work.checkpoint(), RULE, TRAINING, 9);
  }

  private static void epoch(MetaTraining work) {
    int before = work.epoch();
    while (work.epoch() == before) {
      work.step();
    }
  }

  @Test
  void beforeTheFirstEvaluationPhiGoesBackToWhatTheEpochBeganWith() {
    try (MetaTraining work = new MetaTraining(new Trap(0L), RULE, TRAINING, 9)) {
      epoch(work);
      assertThat(state(work).phi).isEqualTo(LearnedOptimizer.initial(RULE, 9).phi());
      assertThat(state(work).adam.steps).isZero();
      assertThat(state(work).adam.learningRate()).isEqualTo(0.005);
      assertThat(work.drainRows())
          .containsExactly(new MetaLossRow(1, Double.NaN, Double.NaN, Double.NaN));
      assertThat(work.progress().figures()).containsEntry("diverged", 1.0);
    }
  }

  @Test
  void afterwardsItGoesBackToTheBest() {
    try (MetaTraining work = new MetaTraining(new Trap(3L), RULE, TRAINING, 9)) {
      epoch(work);
      epoch(work);
      float[] best = state(work).bestPhi;
      epoch(work);
      assertThat(state(work).phi).isNotEqualTo(best);
      epoch(work);
      assertThat(state(work).phi).isEqualTo(best);
      epoch(work);
      assertThat(state(work).divergedInRow).isZero();
      assertThat(state(work).diverged).isEqualTo(1);
    }
  }

  @Test
  void aRunWithAbandonedEpochsGoesOnFromAnyCheckpointBitForBit() {
    Trap trap = new Trap(0L, 3L, 5L);
    List<byte[]> checkpoints = new ArrayList<>();
    List<Object> progress = new ArrayList<>();
    try (MetaTraining work = new MetaTraining(trap, RULE, TRAINING, 9)) {
      while (!work.done()) {
        if (work.step()) {
          checkpoints.add(work.checkpoint());
          progress.add(work.progress());
        }
      }
      assertThat(work.progress().done()).isEqualTo(work.progress().total());
    }
    for (int epoch = 1; epoch < TRAINING.epochs(); epoch++) {
      try (MetaTraining work =
          new MetaTraining(trap, RULE, TRAINING, 9, checkpoints.get(epoch - 1))) {
        assertThat(work.progress()).isEqualTo(progress.get(epoch - 1));
        while (!work.done()) {
          work.step();
        }
        assertThat(work.checkpoint()).isEqualTo(checkpoints.get(TRAINING.epochs() - 1));
      }
    }
  }

  @Test
  void tooManyInARowEndTheTrainingAndSayWhy() {
    var twice = TRAINING.with(MetaTrainingOptions.NONE.toBuilder().giveUpAfter(2).build());
    try (MetaTraining work = new MetaTraining(new Trap(0L, 2L, 3L), RULE, twice, 9)) {
      assertThatThrownBy(
              () -> {
                while (!work.done()) {
                  work.step();
                }
              })
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("2 epochs in a row")
          .hasMessageContaining("loss is NaN at step 7 of epoch 4")
          .hasMessageContaining("meta-train.learning-rate");
      assertThat(work.epoch()).isEqualTo(3);
    }
  }

  @Test
  void aTrainingThatOnlyDivergesHasNoResult() {
    RuleSettings wild = new RuleSettings(List.of(Feature.G), 1, List.of(1), 1e38);
    var training = new MetaTrainingSettings(3, 10, 5, 0.01, 2, 15);
    try (MetaTraining work = new MetaTraining(new Bowl(), wild, training, 9)) {
      assertThatThrownBy(
              () -> {
                while (!work.done()) {
                  work.step();
                }
              })
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("every epoch has diverged")
          .hasMessageContaining("of epoch 3");
    }
  }

  @Test
  void aLongGradientIsShortenedAndAShortOneIsNot() {
    double[] gradient = {3, -4};
    Clip.to(0, gradient);
    Clip.to(5, gradient);
    assertThat(gradient).containsExactly(3, -4);
    Clip.to(1, gradient);
    assertThat(Arrays.stream(gradient).map(x -> x * x).sum()).isBetween(1 - 1e-12, 1 + 1e-12);
    assertThat(gradient[0] / gradient[1]).isBetween(-0.75 - 1e-12, -0.75 + 1e-12);
  }
}
