package io.symlab.examples;

import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.Randomness;

/**
 * Look at {@code Waves}: a problem of one's own is a size and a loss with its gradient, and
 * everything random in it follows from the arguments. A learned optimizer is trained on it, and
 * compared with hand-made ones at five rates each.
 */
public final class OwnProblem {
  private OwnProblem() {}

  /** Find the phases of ten sines that are seen through noise. */
  private static final class Waves implements Optimizee {
    @Override
    public int size() {
      return 10;
    }

    @Override
    public Problem problem(Half half, long seed, String role, long index) {
      long key = Randomness.key(seed, "waves." + half + "." + role, index);
      double[] phases = Randomness.stream(key, "phases").doubles(size(), -1, 1).toArray();
      return (theta, step, gradient) -> {
        var random = Randomness.stream(key, "noise", step);
        double loss = 0;
        for (int i = 0; i < theta.length; i++) {
          double off = theta[i] - phases[i] + 0.2 * random.nextGaussian();
          loss += 1 - StrictMath.cos(off);
          gradient[i] = (float) StrictMath.sin(off);
        }
        return loss;
      };
    }
  }

  public static void main(String[] args) {
    Optimizee waves = new Waves();
    MetaTrainingSettings training = MetaTrainingSettings.defaults().withEpochs(50).withSteps(100);
    LearnedOptimizer learned =
        MetaTraining.train(waves, RuleSettings.rnnprop().withScale(0.1), training, 1);
    EvaluationSettings settings = EvaluationSettings.defaults().withSteps(100).withRuns(10);
    for (ContestantRuns rule : Evaluation.of(waves, settings, 1, learned).rules()) {
      System.out.printf("%-15s ends at %.4f%n", rule.name(), rule.last10());
    }
  }
}
