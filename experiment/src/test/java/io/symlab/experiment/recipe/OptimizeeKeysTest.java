package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.model.optimizee.OptimizeeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizeeKeysTest {
  @TempDir Path folder;

  private Recipe parse(String text) {
    var settings = ConfigFactory.parseString("symlab.data.cifar10 = \"" + folder + "\"");
    return RecipeParser.of(settings).parse(text, "r.conf", List.of(), folder).get(0).recipe();
  }

  @Test
  void everyKeyOfANetRoundTrips() throws IOException {
    CifarFolder.make(folder);
    Recipe recipe =
        parse(
            "optimizee { kind = small-cnn, activation = elu, batch = 20 }\n"
                + "optimizee.data { kind = cifar10, classes = B, augment = \"on\" }");
    OptimizeeSettings optimizee = recipe.optimizee();
    assertThat(optimizee.activation()).isEqualTo("elu");
    assertThat(optimizee.data().classes()).isEqualTo("B");
    assertThat(optimizee.data().augment()).isEqualTo("on");
    assertThat(optimizee.data().directory()).isEqualTo(folder.toString());
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Test
  void lassoHasFiftyParametersUnlessTheRecipeSaysOtherwise() {
    Recipe usual = parse("optimizee.kind = lasso");
    assertThat(usual.optimizee().dimension()).isEqualTo(50);
    assertThat(Recipe.ofJson(usual.toJson())).isEqualTo(usual);
    Recipe ten = parse("optimizee { kind = lasso, dimension = 10 }");
    assertThat(ten.optimizee().dimension()).isEqualTo(10);
    assertThat(Recipe.ofJson(ten.toJson())).isEqualTo(ten);
    assertThat(parse("optimizee.kind = rastrigin").optimizee().dimension()).isEqualTo(10);
  }

  @Test
  void aFrozenRecipeFromBeforeTheseKeysMeansWhatItMeant() {
    Recipe recipe = parse("name = old");
    String old =
        recipe
            .toJson()
            .replaceAll("\"activation\" : \"relu\",", "")
            .replaceAll(",\\s*\"classes\" : \"all\",\\s*\"augment\" : \"auto\"", "");
    assertThat(old).doesNotContain("activation", "classes", "augment");
    assertThat(Recipe.ofJson(old)).isEqualTo(recipe);
  }
}
