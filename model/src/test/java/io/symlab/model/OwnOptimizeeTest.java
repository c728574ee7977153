package io.symlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuning;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.RolloutSamples;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A problem of one's own takes two methods, and goes the whole way. */
class OwnOptimizeeTest {
  /** A valley that is twenty times as steep across as along, its bottom drawn per problem. */
  private static final class Valleys implements Optimizee {
    @Override
    public int size() {
      return 6;
    }

    @Override
    public Problem problem(Half half, long seed, String role, long index) {
      SplittableRandom random = Randomness.stream(seed, half + role, index);
      double[] bottom = random.doubles(size(), -1, 1).toArray();
      return (theta, step, gradient) -> {
        double loss = 0;
        for (int i = 0; i < theta.length; i++) {
          double steepness = i % 2 == 0 ? 20 : 1;
          double off = theta[i] - bottom[i];
          loss += 0.5 * steepness * off * off;
          gradient[i] = (float) (steepness * off);
        }
        return loss;
      };
    }
  }

  @Test
  void itIsTrainedOnWatchedTunedOnAndEvaluatedOn() {
    Optimizee own = new Valleys();
    MetaTrainingSettings training =
        MetaTrainingSettings.defaults()
            .withEpochs(20)
            .withSteps(60)
            .withLearningRate(0.01)
            .withEvaluation(5, 60);
    LearnedOptimizer learned =
        MetaTraining.train(own, RuleSettings.rnnprop().withScale(0.1), training, 1);
    RolloutSettings rollouts = RolloutSettings.defaults().withSteps(60).withRollouts(2, 1, 1);
    RolloutSamples samples = RolloutSamples.of(own, learned, rollouts, 1);
    SymbolicRule timid = SymbolicRule.of("-0.1 * mt_0");
    SymbolicRule tuned =
        MetaTuning.tune(
            own,
            timid,
            MetaTuningSettings.defaults().withOptimizer("adam", 0.1).withEvaluation(1, 60),
            1);
    Evaluation evaluation =
        Evaluation.of(
            own,
            EvaluationSettings.defaults().withSteps(60).withBaselines("adam"),
            1,
            learned,
            timid.named("timid"),
            tuned.named("tuned"));

    // The last steps at the optimum may be watched in vain.
    assertThat(samples.train().rows()).isBetween(2 * 55 * 6, 2 * 60 * 6);
    assertThat(samples.validation().rows()).isBetween(55 * 6, 60 * 6);
    assertThat(samples.train().features()).isEqualTo(samples.watch().names().size());
    ContestantRuns byLearned = evaluation.best("learned").orElseThrow();
    double start = byLearned.runs().get(0).losses()[0];
    assertThat(byLearned.last10()).isLessThan(0.2 * start);
    assertThat(evaluation.best("tuned").orElseThrow().last10())
        .isLessThan(0.5 * evaluation.best("timid").orElseThrow().last10());
    assertThat(evaluation.rules()).hasSize(3 + 5);
  }

  @Test
  void groupsStartLossAndClosingHaveTheirUsualForm() {
    Optimizee own = new Valleys();
    Optimizee.Problem problem = own.problem(Optimizee.Half.TRAIN, 1, "check", 0);
    float[] theta = {1, 2, 3, 4, 5, 6};
    assertThat(own.groups()).containsExactly(new Optimizee.ParameterGroup("all", 0, 6));
    assertThat(problem.loss(theta, 0)).isEqualTo(problem.gradient(theta, 0, new float[6]));
    assertThat(problem.accuracy(theta)).isEmpty();
    problem.initial(theta);
    assertThat(theta).containsOnly(0);
    own.close();
  }
}
