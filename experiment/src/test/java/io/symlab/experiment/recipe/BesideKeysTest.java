package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.symlab.model.optimizee.OptimizeeSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems beside a recipe's own: members of an ensemble, and those of a mixture. */
class BesideKeysTest {
  private static Recipe parse(String text) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(text, "r.conf", List.of(), Path.of("."))
        .get(0)
        .recipe();
  }

  @Test
  void aSectionSaysWhatDiffersFromTheProblemItself() {
    Recipe recipe =
        parse(
            """
            optimizee {
              kind = quadratic, instances = 7, dimension = 9, initial-scale = 0.3, weight = 3
              mixture = [{ instances = 5 }, { kind = lasso, dimension = 12, weight = 0.5 },
                         { kind = mlp, hidden = [4], data.images = 400, batch = 8 }]
            }
            """);
    OptimizeeSettings own = recipe.optimizee();
    assertThat(own.beside().weight()).isEqualTo(3);
    List<OptimizeeSettings> mixture = own.beside().mixture();
    assertThat(mixture)
        .extracting(OptimizeeSettings::kind)
        .containsExactly("quadratic", "lasso", "mlp");
    assertThat(mixture).extracting(OptimizeeSettings::instances).containsExactly(5, 7, 7);
    assertThat(mixture).extracting(OptimizeeSettings::dimension).containsExactly(9, 12, 9);
    assertThat(mixture).extracting(one -> one.beside().weight()).containsExactly(1.0, 0.5, 1.0);
    assertThat(mixture).extracting(OptimizeeSettings::initialScale).containsOnly(0.3);
    assertThat(mixture.get(2).data().images()).isEqualTo(400);
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Test
  void anEnsembleIsMadeOfItsMembers() {
    Recipe recipe =
        parse(
            "optimizee { kind = ensemble, instances = 4"
                + ", members = [{ kind = quadratic }, { kind = lasso, weight = 0.1 }] }");
    assertThat(recipe.optimizee().parts())
        .extracting(OptimizeeSettings::kind)
        .containsExactly("ensemble", "quadratic", "lasso");
    assertThat(recipe.optimizee().beside().members())
        .extracting(OptimizeeSettings::dimension)
        .containsExactly(10, 50);
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mixture = [{ kidn = lasso }]    | r.conf:1: there is no key optimizee.kidn; did you mean optimizee.kind? (no. 1 of optimizee.mixture)
          mixture = [{}, { kind = lassso }] | did you mean lasso?
          mixture = [{}, { kind = lassso }] | (no. 2 of optimizee.mixture)
          mixture = [lasso]               | r.conf:1: optimizee.mixture = "lasso": must be a section, e.g. { kind = lasso }
          mixture = lasso                 | r.conf:1: optimizee.mixture = "lasso": must be a list
          mixture = [{ mixture = [{}] }]  | r.conf:1: optimizee.mixture: is for optimizee itself, not for one of optimizee.mixture
          mixture = [{ start = "w.safetensors" }] | r.conf:1: optimizee.start: is for optimizee itself, not for one of optimizee.mixture
          mixture = [{ kind = ensemble }] | r.conf:1: optimizee.kind = ensemble: a problem of optimizee.mixture needs a kind of its own (no. 1 of optimizee.mixture)
          mixture = [{ weight = -1 }]     | r.conf:1: optimizee.weight = -1: must be a number from 0
          mixture = [{ weight = 0 }], weight = 0 | r.conf:1: optimizee.weight = 0: is 0 as all weights of optimizee.mixture are
          weight = 2                      | r.conf:1: optimizee.weight = 2: is this problem's in a mixture, and optimizee.mixture names no others
          members = [{}]                  | r.conf:1: optimizee.members = [{}]: is what optimizee.kind = ensemble is made of, not mlp
          kind = ensemble                 | optimizee.members = []: names no problems, and optimizee.kind = ensemble is made of them
          kind = ensemble, members = [{ kind = lasso, weight = 0 }, { kind = quadratic, weight = 0 }] | have no weight but 0: there would be no loss
          kind = ensemble, members = [{}] | r.conf:1: optimizee.kind = ensemble: a problem of optimizee.members needs a kind of its own
          kind = quadratic, members = [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}] | has 21 entries, 20 are the most
          """)
  void whatIsWrongIsSaidWithItsPlace(String text, String message) {
    assertThat(problems("optimizee { " + text + " }"))
        .anySatisfy(problem -> assertThat(problem).contains(message));
  }

  @Test
  void ratesPerGroupDoNotGoWithAMixture() {
    assertThat(problems("rule.group-rates = true, optimizee.mixture = [{ kind = lasso }]"))
        .singleElement()
        .asString()
        .contains("r.conf:1: rule.group-rates = true", "optimizee.mixture names others");
  }

  private static List<String> problems(String text) {
    var refused = catchThrowableOfType(RecipeException.class, () -> parse(text));
    assertThat(refused).as("refusal of " + text).isNotNull();
    return refused.problems();
  }
}
