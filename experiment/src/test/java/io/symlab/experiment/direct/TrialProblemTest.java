package io.symlab.experiment.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose problem a trial's rule is run on when none is named. */
class TrialProblemTest {
  @TempDir private Path home;

  private Recipe frozen() throws Exception {
    Recipe recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse(
                "seed = 7, optimizee { kind = quadratic, instances = 3, dimension = 4 }",
                "r.conf",
                List.of(),
                home)
            .get(0)
            .recipe();
    Path trial = Files.createDirectories(home.resolve("experiments/e2/3"));
    Files.writeString(trial.resolve(TrialFiles.RECIPE), recipe.toJson());
    return recipe;
  }

  @Test
  void itIsTheFirstTrialsOwn() throws Exception {
    Recipe recipe = frozen();
    ProblemRecipe problem =
        TrialProblem.of(home, List.of("adam:0.1", "own=e2/3:tuned", "e9"), List.of()).orElseThrow();
    assertThat(problem.recipe()).isEqualTo(recipe);
    assertThat(problem.note()).contains("e2/3", "--recipe");
    ProblemRecipe changed =
        TrialProblem.of(home, List.of("e2/3"), List.of("optimizee.dimension=9")).orElseThrow();
    assertThat(changed.recipe().optimizee().dimension()).isEqualTo(9);
    assertThat(changed.recipe().optimizee().kind()).isEqualTo("quadratic");
  }

  @Test
  void rulesOfNoTrialHaveNone() throws Exception {
    assertThat(TrialProblem.of(home, List.of("adam", "-tanh(mt_0)", "x=0.1 * g_0"), List.of()))
        .isEmpty();
  }

  @Test
  void aTrialThatIsNotThereIsTold() throws Exception {
    frozen();
    assertThatThrownBy(() -> TrialProblem.of(home, List.of("e2/4:tuned"), List.of()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("e2/4")
        .hasMessageContaining("--recipe");
  }
}
