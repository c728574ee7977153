package io.symlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.data.DataSettings;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuning;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.RolloutSamples;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Problems without images need neither libtorch nor DJL: they do without even on the class path.
 */
class WithoutLibtorchTest {
  /** The whole way on a problem, in a JVM of its own. */
  static final class Job {
    private Job() {}

    public static void main(String[] args) {
      for (Optimizee problems :
          List.of(
              Optimizees.quadratic(4, 3),
              Optimizees.lasso(2, 8),
              Optimizees.rastrigin(3, 4),
              Optimizees.squareCos(3, 4))) {
        try (problems) {
          wholeWay(problems);
        }
      }
      System.out.println("done");
      Optimizees.mlp(DataSettings.rendered(300), 5);
    }

    private static void wholeWay(Optimizee problems) {
      MetaTrainingSettings training =
          MetaTrainingSettings.defaults().withEpochs(2).withSteps(20).withEvaluation(1, 20);
      LearnedOptimizer optimizer =
          MetaTraining.train(problems, RuleSettings.rnnprop(), training, 1);
      RolloutSettings rollouts = RolloutSettings.defaults().withRollouts(1, 1, 1).withSteps(20);
      RolloutSamples samples = RolloutSamples.of(problems, optimizer, rollouts, 1);
      MetaTuningSettings tuning =
          MetaTuningSettings.defaults().withEpochs(1).withSteps(20).withEvaluation(1, 20);
      SymbolicRule tuned =
          MetaTuning.tune(problems, SymbolicRule.of("-1.5 * tanh(mt_0)"), tuning, 1);
      Evaluation evaluation =
          Evaluation.of(problems, EvaluationSettings.defaults().withSteps(20), 1, optimizer, tuned);
      if (samples.train().rows() == 0 || evaluation.rules().size() != 17) {
        throw new IllegalStateException("nothing was done");
      }
    }
  }

  @Test
  void problemsWithoutImagesAreLearnedOnWithoutDjl() throws Exception {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("ai" + File.separator + "djl" + File.separator))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(path).isNotEqualTo(System.getProperty("java.class.path"));

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "--add-modules", "jdk.incubator.vector", "-cp", path, Job.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // In the end it opens what does need DJL, and so shows that there was none.
    assertThat(process.waitFor()).as(output).isEqualTo(1);
    assertThat(output).contains("done").contains("NoClassDefFoundError: ai/djl/");
  }
}
