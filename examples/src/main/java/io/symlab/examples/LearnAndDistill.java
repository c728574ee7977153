package io.symlab.examples;

import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.RolloutSamples;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.util.List;

/**
 * Look at the last lines: the losses that a learned optimizer, the formula distilled from it and
 * Adam end at, on problems that none has seen. Before that, the formula itself, and how much of the
 * optimizer it explains.
 */
public final class LearnAndDistill {
  private LearnAndDistill() {}

  public static void main(String[] args) {
    long seed = 1;
    try (Optimizee quadratics = Optimizees.quadratic(16, 10)) {
      MetaTrainingSettings training =
          MetaTrainingSettings.defaults().withEpochs(20).withSteps(100).withLearningRate(0.003);
      LearnedOptimizer learned =
          MetaTraining.train(quadratics, RuleSettings.rnnprop().withScale(0.1), training, seed);

      RolloutSettings rollouts =
          RolloutSettings.defaults().withRollouts(4, 1, 1).withSteps(100).withWindow(5);
      RolloutSamples samples = RolloutSamples.of(quadratics, learned, rollouts, seed);
      RegressionResult found =
          SymbolicRegression.builder()
              .seed(seed)
              .rounds(40)
              .maxComplexity(20)
              .build()
              .fit(samples.data());
      SymbolicRule formula = samples.watch().rule("distilled", found.best());
      System.out.println("update / 0.1 = " + formula.text());
      System.out.printf("explains %.3f of it%n", found.front().best().r2Test().orElseThrow());

      EvaluationSettings settings = EvaluationSettings.defaults().withSteps(100);
      Evaluation evaluation = Evaluation.of(quadratics, settings, seed, learned, formula);
      for (String role : List.of("learned", "distilled", "adam", "momentum", "sgd")) {
        ContestantRuns best = evaluation.best(role).orElseThrow();
        System.out.printf("%-14s ends at %.4f%n", best.name(), best.last10());
      }
    }
  }
}
