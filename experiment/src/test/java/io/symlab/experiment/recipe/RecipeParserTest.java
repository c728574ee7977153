package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.settings.FormulaTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeParserTest {
  @TempDir Path folder;

  private List<PlannedTrial> parse(String text, String... overrides) {
    return RecipeParser.of(ConfigFactory.empty()).parse(text, "r.conf", List.of(overrides), folder);
  }

  @Test
  void whatIsNotSaidIsTheDefault() {
    Recipe recipe = parse("rule.features = [g, mom9]").get(0).recipe();
    assertThat(recipe.rule().features()).containsExactly(Feature.G, Feature.MOM9);
    assertThat(recipe.metaTraining().unroll()).isEqualTo(20);
  }

  @Test
  void operatorsGoByNameOrSign() {
    Recipe recipe = parse("distill.operators = [\"+\", sub, \"*\", neg, tanh]").get(0).recipe();
    assertThat(recipe.search().operators())
        .containsExactly(Operator.ADD, Operator.SUB, Operator.MUL, Operator.NEG, Operator.TANH);
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    assertThat(parse("").get(0).recipe().search().operators()).isEqualTo(Operator.USUAL);
  }

  @Test
  void theSearchGetsLossConstraintsGuessesAndTemplate() {
    String text =
        """
        distill {
          loss = "huber( 0.5 )"
          constraints = ["depth <= 6", "forbid(exp, gt_1)"]
          guesses = ["p1 * tanh(mt_0 * p2)", "0.5 * tanh(gt_19)"]
          template = "p * tanh(?)"
        }
        """;
    Recipe recipe = parse(text).get(0).recipe();
    List<String> names = Watch.of(recipe.rule(), recipe.rollouts()).names();
    assertThat(recipe.search().loss()).isEqualTo(Loss.parse("huber(0.5)"));
    assertThat(recipe.search().constraints())
        .isEqualTo(Constraints.parse(List.of("depth <= 6", "forbid(exp, gt_1)"), names));
    assertThat(recipe.search().guesses())
        .containsExactly(
            Guess.parse("p1 * tanh(mt_0 * p2)", names, Signals.NONE),
            Guess.parse("0.5 * tanh(gt_19)", names, Signals.NONE));
    assertThat(recipe.search().template())
        .isEqualTo(Template.parse("p * tanh(?)", names, Signals.NONE));
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    assertThat(recipe.toJson()).contains("\"huber(0.5)\"", "\"p * tanh(?)\"", "\"depth <= 6\"");
  }

  @Test
  void withMemoryFormulasAverageFeatures() {
    String guess = "distill.guesses = [\"p * ema(mt, 0.9) + lag(gt, 3)\"]\n";
    Recipe recipe = parse("distill.memory = true\n" + guess).get(0).recipe();
    assertThat(recipe.search().operators()).contains(Operator.EMA, Operator.EMA_HAT);
    assertThat(recipe.search().guesses().get(0).expression().hasMemory()).isTrue();
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    assertThat(parse("").get(0).recipe().search().operators()).doesNotContain(Operator.EMA);
    assertThatThrownBy(() -> parse(guess)).hasMessageContaining("distill.guesses");
  }

  @Test
  void aRecipeFrozenBeforeAKeyCameOpensWithItsDefault() {
    Recipe recipe = parse("").get(0).recipe();
    String json = recipe.toJson();
    String old =
        json.replaceAll("(?m)^ *\"(memory|loss|constraints|guesses|template)\" : .*\\R", "");
    assertThat(old).hasSizeLessThan(json.length()).doesNotContain("template");
    assertThat(Recipe.ofJson(old)).isEqualTo(recipe);
    assertThat(recipe.search().loss()).isEqualTo(Loss.SQUARE);
    assertThat(recipe.search().constraints()).isEqualTo(Constraints.NONE);
    assertThat(recipe.search().guesses()).isEmpty();
    assertThat(recipe.search().template()).isNull();
    assertThat(recipe.texts()).isEqualTo(FormulaTexts.NONE);
  }

  @Test
  void aLossCanBeSwept() {
    var trials = parse("sweep.grid { distill.loss = [mse, \"quantile(0.9)\"] }");
    assertThat(trials)
        .extracting(t -> t.recipe().search().loss().text())
        .containsExactly("mse", "quantile(0.9)");
  }

  @Test
  void overridesWinTheLastOneMost() {
    Recipe recipe = parse("seed = 1", "seed=2", "seed=3", "rule.lstm=[20, 20]").get(0).recipe();
    assertThat(recipe.seed()).isEqualTo(3);
    assertThat(recipe.search().seed()).isEqualTo(3);
    assertThat(recipe.rule().lstm()).containsExactly(20, 20);
  }

  @Test
  void aLargeSeedKeepsAllItsDigits() {
    assertThat(parse("seed = 9223372036854775807").get(0).recipe().seed())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(parse("seed = 9007199254740993").get(0).recipe().seed())
        .isEqualTo(9007199254740993L);
  }

  @Test
  void anEmptySweepOfABaselineLeavesItOut() {
    Recipe recipe = parse("evaluate.baselines { sgd = [], momentum = [0.1] }").get(0).recipe();
    assertThat(recipe.evaluation().baselines()).containsOnlyKeys("adam", "momentum");
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Test
  void aBaselineMayAskForItsUsualRates() {
    Recipe recipe = parse("evaluate.baselines { lion = sweep, adam = sweep }").get(0).recipe();
    assertThat(recipe.evaluation().baselines())
        .containsOnlyKeys("adam", "momentum", "sgd", "lion")
        .containsEntry("lion", HandMade.sweep("lion"))
        .containsEntry("adam", HandMade.sweep("adam"));
    // Frozen as rates: what was run stays what was run.
    assertThat(recipe.toJson()).doesNotContain("sweep");
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Test
  void aFormulaOfOnesOwnMayBeTuned() {
    for (String formula : List.of("-tanh(1.5 * mt_0) - 0.1 * gt_3", "reparameterised", "")) {
      Recipe recipe = parse("meta-tune.formula = \"" + formula + "\"").get(0).recipe();
      assertThat(recipe.formula()).isEqualTo(formula);
      assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    }
    assertThat(parse("distill.choose = meta-loss").get(0).recipe().choose()).isEqualTo("meta-loss");
  }

  @Test
  void aSweepIsTheProductOfItsGridAndSeeds() {
    var trials =
        parse(
            """
            seed = 5
            sweep {
              grid { "meta-train.learning-rate" = [1e-3, 1e-4], rule { lstm = [[7], [20, 20]] } }
              seeds = 2
            }
            """);
    assertThat(trials).hasSize(8);
    assertThat(trials.stream().map(PlannedTrial::label).distinct()).hasSize(8);
    assertThat(trials.get(0).label())
        .isEqualTo("meta-train.learning-rate=0.001, rule.lstm=[7], seed=5");
    assertThat(trials.get(7).recipe().metaTraining().learningRate()).isEqualTo(1e-4);
    assertThat(trials.get(7).recipe().rule().lstm()).containsExactly(20, 20);
    assertThat(trials.get(7).recipe().seed()).isEqualTo(6);
  }

  @Test
  void listedVariantsComeBeforeGridAndSeeds() {
    var trials =
        parse(
            """
            rule.linear = 5
            sweep {
              list = [
                { label = small, rule { lstm = [3], linear = 4 } }
                { label = wide, rule.lstm = [20] }
              ]
              grid { meta-train.unroll = [5, 10] }
              seeds = 2
            }
            """);
    assertThat(trials)
        .extracting(PlannedTrial::label)
        .containsExactly(
            "small, meta-train.unroll=5, seed=1",
            "small, meta-train.unroll=5, seed=2",
            "small, meta-train.unroll=10, seed=1",
            "small, meta-train.unroll=10, seed=2",
            "wide, meta-train.unroll=5, seed=1",
            "wide, meta-train.unroll=5, seed=2",
            "wide, meta-train.unroll=10, seed=1",
            "wide, meta-train.unroll=10, seed=2");
    assertThat(trials.get(0).recipe().rule().linear()).isEqualTo(4);
    assertThat(trials.get(4).recipe().rule().linear()).isEqualTo(5);
    assertThat(trials.get(4).recipe().rule().lstm()).containsExactly(20);
  }

  @Test
  void substitutionsSeeTheSweptValue() {
    var trials =
        parse("evaluate.steps = ${meta-train.steps}\nsweep.grid { meta-train.steps = [30, 40] }");
    assertThat(trials).extracting(t -> t.recipe().evaluation().steps()).containsExactly(30, 40);
  }

  @Test
  void seedsCountFromASweptSeed() {
    var trials = parse("sweep { grid { seed = [10, 20] }, seeds = 2 }");
    assertThat(trials).extracting(t -> t.recipe().seed()).containsExactly(10L, 11L, 20L, 21L);
    assertThat(trials)
        .extracting(PlannedTrial::label)
        .containsExactly("seed=10", "seed=11", "seed=20", "seed=21");
  }

  @Test
  void relativeDataPathsAreTakenFromTheFolder() throws IOException {
    MnistFolder.make(Files.createDirectory(folder.resolve("digits")));
    Recipe recipe = parse("optimizee.data { kind = mnist, directory = digits }").get(0).recipe();
    assertThat(recipe.optimizee().data().directory())
        .isEqualTo(folder.resolve("digits").toString());
  }

  @Test
  void theLabsSettingSaysWhereMnistLies() throws IOException {
    MnistFolder.make(folder);
    var settings = ConfigFactory.parseString("symlab.data.mnist = \"" + folder + "\"");
    Recipe recipe =
        RecipeParser.of(settings)
            .parse("optimizee.data.kind = mnist", "r.conf", List.of(), Path.of("."))
            .get(0)
            .recipe();
    assertThat(recipe.optimizee().data().directory()).isEqualTo(folder.toString());
  }

  @Test
  void includesFilesThatLieBeside() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "seed = 77");
    assertThat(parse("include \"base.conf\"\nname = y").get(0).recipe().seed()).isEqualTo(77);
  }

  @Test
  void aValueOnTheCommandLineIsTakenAsItStands() {
    assertThat(name("name=a#b")).isEqualTo("a#b");
    assertThat(name("name=a//b, c = {d}")).isEqualTo("a//b, c = {d}");
    assertThat(name("name = a b ")).isEqualTo("a b");
    assertThat(name("name=1e5")).isEqualTo("1e5");
    assertThat(name("name=007")).isEqualTo("007");
    assertThat(name("name=1.50")).isEqualTo("1.50");
    assertThat(name("name=c:\\x \"y\" z")).isEqualTo("c:\\x \"y\" z");
    assertThat(name("name=a=b")).isEqualTo("a=b");
  }

  @Test
  void quotedTextOnTheCommandLineIsText() {
    assertThat(name("name=\"a # b\"")).isEqualTo("a # b");
    assertThat(name("name=\"1e5\"")).isEqualTo("1e5");
    assertThat(name("name=\"a\\\"b\"")).isEqualTo("a\"b");
    assertThat(name("name=\"\"\"a\"b\"\"\"")).isEqualTo("a\"b");
  }

  @Test
  void numbersListsAndReferencesOnTheCommandLineAreReadAsInAFile() {
    Recipe recipe =
        parse("", "seed=9007199254740993", "meta-train.epochs=5", "distill.operators=[add, mul]")
            .get(0)
            .recipe();
    assertThat(recipe.seed()).isEqualTo(9007199254740993L);
    assertThat(recipe.search().operators()).containsExactly(Operator.ADD, Operator.MUL);
    assertThat(name("name=${?SYMLAB_NO_SUCH_VARIABLE}x")).isEqualTo("x");
    assertThat(parse("", "sweep={ seeds = 3 }")).hasSize(3);
  }

  @Test
  void aNumberInAFileWhereTextIsWantedStaysWhatWasTyped() {
    assertThat(parse("name = 1e5").get(0).recipe().name()).isEqualTo("1e5");
    assertThat(parse("name = 0010").get(0).recipe().name()).isEqualTo("0010");
  }

  private String name(String override) {
    return parse("", override).get(0).recipe().name();
  }
}
