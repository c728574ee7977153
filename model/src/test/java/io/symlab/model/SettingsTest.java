package io.symlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageSource;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.meta.MetaTrainingOptions;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.meta.RateSweep;
import io.symlab.model.optimizee.Activation;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of settings changes, and nothing else. */
class SettingsTest {
  private static List<String> differences(Record one, Record other) throws Exception {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      Object here = component.getAccessor().invoke(one);
      if (!here.equals(component.getAccessor().invoke(other))) {
        names.add(component.getName());
      }
    }
    return names;
  }

  private static void changes(Record from, Record to, String... components) throws Exception {
    assertThat(differences(from, to)).containsExactlyInAnyOrder(components);
  }

  @Test
  void ofAProblem() throws Exception {
    OptimizeeSettings usual = OptimizeeSettings.of(OptimizeeKind.MLP);
    changes(usual, usual.withHidden(5), "hidden");
    changes(usual, usual.withBatch(5), "batch");
    changes(usual, usual.withInitialScale(0.5), "initialScale");
    changes(usual, usual.withData(DataSettings.rendered(300)), "data");
    changes(usual, usual.withInstances(5), "instances");
    changes(usual, usual.withDimension(5), "dimension");
    changes(usual, usual.withActivation(Activation.TANH), "activation");
    changes(DataSettings.rendered(), DataSettings.rendered(300), "images");
    DataSettings cifar = DataSettings.of(ImageSource.CIFAR10, Path.of("there"));
    changes(DataSettings.rendered(), cifar, "kind", "directory");
  }

  @Test
  void ofARule() throws Exception {
    RuleSettings usual = RuleSettings.rnnprop();
    changes(usual, usual.withFeatures(Feature.G, Feature.MT), "features");
    changes(usual, usual.withPreprocess(Preprocess.LOG_SIGN), "preprocess");
    changes(usual, usual.withLinear(9), "linear");
    changes(usual, usual.withLstm(4, 3), "lstm");
    changes(usual, usual.withScale(0.5), "scale");
    assertThat(usual.parameters()).isEqualTo(446);
    assertThat(RuleSettings.dm().parameters()).isEqualTo(5221);
  }

  @Test
  void ofTrainingAndTuning() throws Exception {
    MetaTrainingSettings usual = MetaTrainingSettings.defaults();
    changes(usual, usual.withEpochs(5), "epochs");
    changes(usual, usual.withSteps(50), "steps");
    changes(usual, usual.withUnroll(5), "unroll");
    changes(usual, usual.withLearningRate(0.5), "learningRate");
    changes(usual, usual.withEvaluation(3, 30), "evaluateEvery", "evaluationSteps");
    changes(usual, usual.withHeldOut(2), "heldOut");
    changes(usual, usual.with(MetaTrainingOptions.NONE.toBuilder().patience(1).build()), "options");
    MetaTuningSettings tuning = MetaTuningSettings.defaults();
    changes(tuning, tuning.withEpochs(4), "epochs");
    changes(tuning, tuning.withSteps(50), "steps");
    changes(tuning, tuning.withOptimizer("adam", 0.1), "optimizer", "learningRate");
    changes(tuning, tuning.withEvaluation(3, 30), "evaluateEvery", "evaluationSteps");
    changes(tuning, tuning.withHeldOut(2), "heldOut");
    changes(tuning, tuning.withRates(RateSweep.NONE), "rates");
  }

  @Test
  void ofRolloutsAndEvaluation() throws Exception {
    RolloutSettings usual = RolloutSettings.defaults();
    changes(usual, usual.withRollouts(3, 4, 5), "train", "validation", "test");
    assertThat(List.of(usual.withRollouts(3, 4, 5).validation(), usual.withSteps(50).steps()))
        .containsExactly(4, 50);
    changes(usual, usual.withSteps(50), "steps");
    changes(usual, usual.withCoordinates(3), "coordinates");
    changes(usual, usual.withWindow(5), "window");
    changes(usual, usual.withFeatures(Feature.T), "features");
    EvaluationSettings evaluation = EvaluationSettings.defaults();
    changes(evaluation, evaluation.withRuns(10), "runs");
    changes(evaluation, evaluation.withSteps(10), "steps");
    assertThat(evaluation.withBaselines("lion").baselines())
        .isEqualTo(Map.of("lion", HandMade.sweep("lion")));
  }

  @Test
  void theProblemsByNameAreThoseOfTheirSettings() {
    try (Optimizee byName = Optimizees.rastrigin(3, 4)) {
      OptimizeeSettings settings =
          OptimizeeSettings.of(OptimizeeKind.RASTRIGIN).withInstances(3).withDimension(4);
      assertThat(firstLoss(byName)).isEqualTo(firstLoss(Optimizees.open(settings)));
    }
    assertThat(Optimizees.quadratic(3, 4).size()).isEqualTo(12);
    assertThat(Optimizees.lasso(3, 4).size()).isEqualTo(12);
    assertThat(Optimizees.squareCos(3, 4).size()).isEqualTo(12);
  }

  private static double firstLoss(Optimizee optimizee) {
    float[] theta = new float[optimizee.size()];
    Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "first", 0);
    problem.initial(theta);
    return problem.loss(theta, 0);
  }
}
