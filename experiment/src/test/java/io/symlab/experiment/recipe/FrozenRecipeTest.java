package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frozen recipe is asked for again and again, also by many trials in turn. */
class FrozenRecipeTest {
  private static final String JSON =
      RecipeParser.of(ConfigFactory.empty())
          .parse("seed = 12345", "r.conf", List.of(), Path.of("."))
          .get(0)
          .recipe()
          .toJson();

  @Test
  void eachTextIsReadAsItStandsHoweverManyThereAre() {
    for (int round = 0; round < 2; round++) {
      for (int seed = 1; seed <= 100; seed++) {
        String json = JSON.replace("12345", Integer.toString(seed));
        for (int again = 0; again < 2; again++) {
          Recipe recipe = Recipe.ofJson(json);
          assertThat(recipe.seed()).isEqualTo(seed);
          assertThat(recipe.toJson()).isEqualTo(json);
        }
      }
    }
  }

  @Test
  void aDamagedOneIsToldEachTime() {
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> Recipe.ofJson(JSON.replace("12345", "-1")))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("seed");
    }
  }
}
