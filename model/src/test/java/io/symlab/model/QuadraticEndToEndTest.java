package io.symlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.evaluate.Contestant;
import io.symlab.model.evaluate.ContestantRuns;
import io.symlab.model.evaluate.Evaluation;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evaluate.Run;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuning;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole way from a random neural optimizer to an evaluated formula, through plain classes only.
 */
class QuadraticEndToEndTest {
  private static final long SEED = 1;
  private static final int ROLLOUT_STEPS = 100;
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 6, List.of(7), 0.01);
  private static final Watch WATCH = new Watch(RULE.features(), 5, 20, RULE.scale());
  private static final List<String> NAMES = WATCH.names();

  @Test
  void aLearnedOptimizerBecomesATunedFormulaThatKeepsUpWithIt() {
    OptimizeeSettings quadratic = new OptimizeeSettings("quadratic", List.of(), 0, 0, null, 16, 10);
    try (Optimizee optimizee = Optimizees.open(quadratic)) {
      LearnedOptimizer learned = metaTrain(optimizee);
      ScoredFront.Row chosen = distill(optimizee, learned).best();
      SymbolicRule distilled =
          new SymbolicRule("distilled", chosen.expression(), RULE.features(), 5, RULE.scale());
      SymbolicRule tuned = tune(optimizee, distilled);

      Evaluation evaluation = evaluate(optimizee, learned, distilled, tuned);
      ContestantRuns asLearned = evaluation.best("learned").orElseThrow();
      for (Run run : asLearned.runs()) {
        assertThat(run.last10()).isLessThan(run.losses()[0] / 2);
      }
      assertThat(chosen.r2Test().orElseThrow()).isGreaterThan(0.8);
      for (String role : List.of("distilled", "tuned")) {
        ContestantRuns formula = evaluation.best(role).orElseThrow();
        assertThat(formula.divergedRuns()).isZero();
        assertThat(Evaluation.ratio(formula, asLearned).median()).as(role).isLessThan(1.3);
      }
      assertThat(evaluation.best("adam").orElseThrow().name()).isEqualTo("adam 0.03");
    }
  }

  private static LearnedOptimizer metaTrain(Optimizee optimizee) {
    MetaTrainingSettings settings = new MetaTrainingSettings(20, 100, 20, 0.003, 5, 100);
    return MetaTraining.train(optimizee, RULE, settings, SEED);
  }

  private static ScoredFront distill(Optimizee optimizee, LearnedOptimizer learned) {
    SampleReservoir train = watch(optimizee, learned, 0, 4);
    SampleReservoir validation = watch(optimizee, learned, 4, 5);
    SampleReservoir test = watch(optimizee, learned, 5, 6);
    SearchSettings settings =
        SearchSettings.builder().seed(SEED).islands(2).population(50).maxComplexity(20).build();
    LocalArchipelago islands = LocalArchipelago.create(settings, train, WATCH.names().size());
    islands.evolve(40, 1);
    return ScoredFront.of(islands.front(), all(train), all(validation), all(test));
  }

  private static Samples all(SampleReservoir reservoir) {
    return reservoir.at(reservoir.batches());
  }

  private static SampleReservoir watch(
      Optimizee optimizee, LearnedOptimizer learned, int from, int to) {
    SampleReservoir reservoir = new SampleReservoir(WATCH.width(), 2000, SEED);
    for (int index = from; index < to; index++) {
      try (Rollout rollout =
          Rollout.watched(optimizee, learned, ROLLOUT_STEPS, WATCH, SEED, index)) {
        while (!rollout.done()) {
          rollout.step();
          for (SampleBatch piece : rollout.drain()) {
            reservoir.append(
                new SampleBatch(reservoir.batches(), piece.rows(), piece.width(), piece.values()));
          }
        }
      }
    }
    return reservoir;
  }

  private static SymbolicRule tune(Optimizee optimizee, SymbolicRule rule) {
    MetaTuningSettings settings = new MetaTuningSettings(4, 50, 10, "sgd", 0.005, 2, 50);
    String text = MetaTuning.tune(optimizee, rule, settings, SEED).text();
    Expression expression = ExpressionText.parse(text, NAMES);
    return new SymbolicRule("tuned", expression, RULE.features(), 5, RULE.scale());
  }

  private static Evaluation evaluate(
      Optimizee optimizee, LearnedOptimizer learned, SymbolicRule distilled, SymbolicRule tuned) {
    EvaluationSettings settings =
        new EvaluationSettings(
            3,
            100,
            Map.of(
                "adam", List.of(0.003, 0.01, 0.03),
                "sgd", List.of(0.003, 0.01, 0.03)));
    EvaluationPlan plan =
        EvaluationPlan.of(
            settings,
            List.of(
                new Contestant("learned", learned),
                new Contestant("distilled", distilled),
                new Contestant("tuned", tuned)));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      runs.add(plan.run(optimizee, SEED, plan.task(i)));
    }
    return plan.evaluation(runs);
  }
}
