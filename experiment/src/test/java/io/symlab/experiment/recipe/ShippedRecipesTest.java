package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRecipesTest {
  private static final Path RECIPES = Path.of("..", "recipes");

  static Stream<Path> recipes() throws IOException {
    try (var files = Files.list(RECIPES)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyShippedRecipeIsValid(Path file, @TempDir Path data) throws IOException {
    MnistFolder.make(data);
    CifarFolder.make(data);
    var settings =
        ConfigFactory.parseString(
            "symlab.data { mnist = \"" + data + "\", cifar10 = \"" + data + "\" }");
    var trials =
        RecipeParser.of(settings)
            .parse(Files.readString(file), file.toString(), List.of(), RECIPES);
    assertThat(trials).isNotEmpty().extracting(PlannedTrial::label).doesNotHaveDuplicates();
    assertThat(file.getFileName().toString()).isEqualTo(trials.get(0).recipe().name() + ".conf");
  }

  @Test
  void theReferenceIsAValidRecipeOfDefaults() {
    var trials =
        RecipeParser.of(ConfigFactory.empty())
            .parse(RecipeParser.reference(), "reference", List.of(), RECIPES);
    assertThat(trials).hasSize(1);
    assertThat(trials.get(0).recipe().optimizee().hidden()).containsExactly(30, 20);
  }

  @Test
  void theFrozenFormHasEveryKeyOfATrial() {
    var recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse("", "empty", List.of(), RECIPES)
            .get(0)
            .recipe();
    var written = ConfigFactory.parseString(recipe.toJson());
    assertThat(written.entrySet().stream().map(entry -> entry.getKey()))
        .containsExactlyInAnyOrderElementsOf(
            RecipeKeys.leaves().stream()
                .filter(key -> !key.matches("(sweep|hooks)\\..*"))
                .toList());
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }
}
