package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleKeysTest {
  private static Recipe recipe(String text) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(text, "r.conf", List.of(), Path.of("."))
        .get(0)
        .recipe();
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(RecipeException.class, () -> recipe(text)).problems();
  }

  @Test
  void aRecipeThatSaysNothingHasTheSmallRnnprop() {
    assertThat(recipe("seed = 1").rule())
        .isEqualTo(new RuleSettings(List.of(Feature.MT, Feature.GT), 6, List.of(7), 0.01));
  }

  @Test
  void dmIsThePublishedOneWhenOnlyItsKindIsSaid() {
    assertThat(recipe("rule.kind = dm").rule()).isEqualTo(RuleSettings.dm(Preprocess.RAW));
    assertThat(recipe("rule { kind = dm, preprocess = log-sign }").rule())
        .isEqualTo(RuleSettings.dm(Preprocess.LOG_SIGN));
  }

  @Test
  void anMlpIsThePublishedOneWhenOnlyItsKindIsSaid() {
    assertThat(recipe("rule { kind = mlp, scale = 0.001 }").rule())
        .isEqualTo(RuleSettings.of(RuleKind.MLP).withScale(0.001));
    Recipe small =
        recipe("rule { kind = mlp-factored, hidden = [8], features = [g, row9, norm-theta] }");
    assertThat(small.rule())
        .isEqualTo(
            RuleSettings.of(RuleKind.MLP_FACTORED)
                .withHidden(8)
                .withFeatures(Feature.G, Feature.ROW9, Feature.NORM_THETA));
    assertThat(Recipe.ofJson(small.toJson()).rule()).isEqualTo(small.rule());
  }

  @Test
  void whatAKindDoesNotHaveIsTold() {
    assertThat(
            problems(
                "rule { kind = mlp, lstm = [7], linear = 3, preprocess = log-sign,"
                    + " pre-tanh-scale = on, group-rates = on, input-gain = 2 }"))
        .hasSize(6)
        .allSatisfy(problem -> assertThat(problem).contains("rule.kind = mlp "))
        .anySatisfy(problem -> assertThat(problem).contains("rule.lstm", "but rule.hidden"));
    assertThat(problems("rule { kind = dm, hidden = [7] }"))
        .singleElement()
        .asString()
        .contains("rule.hidden", "rule.kind = dm has no such layers, but rule.lstm");
  }

  @Test
  void everyOptionIsRead() {
    RuleSettings rule =
        recipe(
                "rule { features = [magic2, adam-up-norm], pre-tanh-scale = yes, group-rates = on,"
                    + " lstm = [20, 20], linear = 20, scale = 0.1 }")
            .rule();
    assertThat(rule)
        .isEqualTo(
            new RuleSettings(
                    List.of(Feature.MAGIC2, Feature.ADAM_UP_NORM), 20, List.of(20, 20), 0.1)
                .withPreTanhScale()
                .withGroupRates());
  }

  @Test
  void samplesHoldWhatTheRuleSeesOrWhatIsAskedFor() {
    Recipe own = recipe("rule { kind = dm, preprocess = log-sign }, distill.window = 100");
    assertThat(Watch.of(own.rule(), own.rollouts()).names())
        .hasSize(100)
        .startsWith("g_0")
        .endsWith("g_99");
    Recipe asked =
        recipe(
            "rule.kind = dm, distill { window = 2, features = [mt, adam-down],"
                + " guesses = [\"p * adam_down_1\"] }");
    assertThat(asked.rule().kind()).isEqualTo(RuleKind.DM);
    assertThat(Watch.of(asked.rule(), asked.rollouts()).names())
        .containsExactly("mt_0", "adam_down_0", "mt_1", "adam_down_1");
    assertThat(problems("rule.kind = dm, distill.guesses = [\"mt_0\"]"))
        .singleElement()
        .asString()
        .contains("distill.guesses", "mt_0");
  }

  @Test
  void slipsAreToldWithWhatWasProbablyMeant() {
    assertThat(problems("rule { kind = dn }")).singleElement().asString().contains("mean dm?");
    assertThat(problems("rule.features = [magic-2, mt]\ndistill.features = [adamup]"))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("r.conf:1: rule.features", "mean magic2?"))
        .anySatisfy(p -> assertThat(p).contains("r.conf:2: distill.features", "mean adam-up?"));
    assertThat(problems("rule.features = [mt, mt]")).singleElement().asString().contains("twice");
  }

  @Test
  void whatDmDoesNotHaveIsRefused() {
    assertThat(problems("rule { kind = dm\n linear = 6\n pre-tanh-scale = true }"))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("r.conf:2: rule.linear = 6", "no such layer"))
        .anySatisfy(p -> assertThat(p).contains("r.conf:3: rule.pre-tanh-scale", "no tanh"));
  }

  @Test
  void aScaleOfNothingIsRefused() {
    for (String scale : List.of("0", "-1", "NaN")) {
      assertThat(problems("rule.scale = " + scale))
          .singleElement()
          .asString()
          .contains("rule.scale", "above 0");
    }
  }

  @Test
  void anInputGainIsANumberOrHadFromTheFirstGradients() {
    assertThat(recipe("rule { kind = dm, input-gain = 300 }").rule())
        .isEqualTo(RuleSettings.dm().withInputGain(300));
    Recipe measured = recipe("rule { kind = dm, input-gain = first-gradients }");
    assertThat(measured.rule()).isEqualTo(RuleSettings.dm().withInputGainOfFirstGradients());
    for (String text : List.of("300", "first-gradients")) {
      Recipe recipe = recipe("rule { kind = dm, input-gain = " + text + " }");
      assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    }
  }

  @Test
  void aFrozenRecipeOfBeforeHasNoGain() {
    String frozen = recipe("rule.kind = dm").toJson().replaceFirst(",\\s*\"input-gain\" : 1.0", "");
    assertThat(frozen).doesNotContain("input-gain");
    assertThat(Recipe.ofJson(frozen).rule()).isEqualTo(RuleSettings.dm());
  }

  @Test
  void aGainOfNothingOrForNothingIsRefused() {
    for (String gain : List.of("0", "-1", "NaN", "firstgradients")) {
      assertThat(problems("rule { kind = dm\n input-gain = " + gain + " }"))
          .singleElement()
          .asString()
          .contains("r.conf:2: rule.input-gain", "above 0", "first-gradients");
    }
    for (String gain : List.of("3", "first-gradients")) {
      assertThat(problems("rule.input-gain = " + gain))
          .singleElement()
          .asString()
          .contains("rule.input-gain", "[mt, gt] grows");
    }
  }

  @Test
  void meansOverTheWindowAreForSamples() {
    Recipe recipe =
        recipe("rule.kind = dm, distill { window = 2, features = [g, t, mean-g, mean-g2] }");
    assertThat(Watch.of(recipe.rule(), recipe.rollouts()).names())
        .containsExactly(
            "g_0", "t_0", "mean_g_0", "mean_g2_0", "g_1", "t_1", "mean_g_1", "mean_g2_1");
    assertThat(problems("rule { kind = dm, features = [g, mean-g] }"))
        .singleElement()
        .asString()
        .contains("rule.features", "distill.features");
  }
}
