package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.Stage;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evolve.EvolutionSettings;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.meta.RateSweep;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recipe that says nothing and Java code that says nothing mean the same. */
class DefaultsTest {
  private static Recipe recipe(String text) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(text, "r.conf", List.of(), Path.of("."))
        .get(0)
        .recipe();
  }

  @Test
  void theSettingsOfEveryStageAreThoseOfTheirClasses() {
    Recipe recipe = recipe("");
    assertThat(recipe.optimizee()).isEqualTo(OptimizeeSettings.of(OptimizeeKind.MLP));
    assertThat(recipe.rule()).isEqualTo(RuleSettings.rnnprop());
    assertThat(recipe.metaTraining()).isEqualTo(MetaTrainingSettings.defaults());
    assertThat(recipe.rollouts()).isEqualTo(RolloutSettings.defaults());
    assertThat(recipe.evolution()).isEqualTo(EvolutionSettings.defaults());
    assertThat(recipe.metaTuning()).isEqualTo(MetaTuningSettings.defaults());
    assertThat(recipe.evaluation()).isEqualTo(EvaluationSettings.defaults());
  }

  /** An experiment that was frozen before there were these keys goes on as it began. */
  @Test
  void whatAnOlderVersionDidNotKnowIsAsItWasThen() {
    String json = recipe("").toJson();
    String old =
        json.replaceAll("\"held-out\" : 4,?\\s*", "")
            .replaceAll(",?\\s*\"rates\" : \\[[^\\]]*\\]", "")
            .replaceAll(",\\s*\"tune-rate\" : true", "")
            .replace("\"choose\" : \"meta-loss\"", "\"choose\" : \"knee\"");
    assertThat(old).doesNotContain("held-out", "\"rates\"", "tune-rate");
    Recipe read = Recipe.ofJson(old);
    assertThat(read.metaTraining().heldOut()).isEqualTo(1);
    assertThat(read.metaTuning().heldOut()).isEqualTo(1);
    assertThat(read.metaTuning().rates()).isEqualTo(RateSweep.NONE);
    assertThat(read.choose()).isEqualTo("knee");
    // What it is frozen into again says so itself.
    assertThat(Recipe.ofJson(read.toJson())).isEqualTo(read);
  }

  /** The stages follow from the frozen text alone, also of one that is older or damaged. */
  @Test
  void theStagesOfATrialFollowFromItsRecipe() {
    for (String text :
        List.of(
            "name = evolve", "evolve.budget = 5000", "evolve { budget = 5000, from = [-mt_0] }")) {
      Recipe recipe = recipe(text);
      assertThat(Recipe.stages(recipe.toJson())).isEqualTo(recipe.stages());
    }
    assertThat(recipe("").stages()).isEqualTo(Stage.usual());
    assertThat(recipe("evolve.budget = 5000").stages()).isEqualTo(Stage.all());
    assertThat(Recipe.stages("{}")).isEqualTo(Stage.usual());
    assertThat(Recipe.stages("{ \"evolve\" : { \"budget\" : ")).isEqualTo(Stage.usual());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TORCHSCRIPT", "ENSEMBLE"})
  void everyKindOfProblemIsTheSame(OptimizeeKind kind) {
    // The kinds left out want files or members.
    assertThat(recipe("optimizee.kind = " + kind.key()).optimizee())
        .isEqualTo(OptimizeeSettings.of(kind));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfRuleIsTheSame(RuleKind kind) {
    assertThat(recipe("rule.kind = " + kind.key()).rule()).isEqualTo(RuleSettings.of(kind));
  }
}
