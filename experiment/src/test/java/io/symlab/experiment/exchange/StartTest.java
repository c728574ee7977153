package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.direct.TrainingRun;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.model.optimizee.ProblemFiles;
import io.symlab.model.rule.handmade.HandMade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems that start from weights that a training left. */
class StartTest {
  private static final String QUADRATIC =
      "optimizee { kind = quadratic, instances = 3, dimension = 4 }, evaluate.steps = 20\n";

  @TempDir private Path folder;

  private Recipe parse(String text) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(text, "r.conf", List.of(), folder)
        .get(0)
        .recipe();
  }

  /** Trains for an epoch, and leaves its weights in the folder. */
  private float[] trained() throws Exception {
    Recipe recipe = parse(QUADRATIC);
    try (Optimizee optimizee = Problems.open(recipe.optimizee())) {
      new TrainingRun(recipe, Half.TRAIN, 1, folder)
          .run(optimizee, HandMade.sgd(0.05), () -> false, shown -> {}, epoch -> {});
      byte[] file = Files.readAllBytes(folder.resolve("weights.safetensors"));
      return WeightsFile.read(optimizee, file);
    }
  }

  @Test
  void everyProblemOfTheRecipeStartsThere() throws Exception {
    float[] weights = trained();
    Recipe recipe = parse(QUADRATIC + "optimizee.start = weights.safetensors");
    Path file = folder.resolve("weights.safetensors").toAbsolutePath();
    assertThat(recipe.optimizee().start()).isEqualTo(file.toString());
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    try (Optimizee optimizee = Problems.open(recipe.optimizee())) {
      for (Half half : Half.values()) {
        float[] theta = new float[optimizee.size()];
        optimizee.problem(half, 3, "any", 5).initial(theta);
        assertThat(theta).isEqualTo(weights);
      }
    }
  }

  @Test
  void theirChecksumIsKeptAndTheyTravel() throws Exception {
    trained();
    Recipe recipe = parse(QUADRATIC + "optimizee.start = weights.safetensors");
    ProblemData data = ProblemData.of(recipe.optimizee()).orElseThrow();
    assertThat(data.description()).contains("weights.safetensors");
    var files = ProblemFiles.of(recipe.optimizee());
    assertThat(files).hasSize(1);
    Path there = Files.createDirectories(folder.resolve("there"));
    for (var file : files.entrySet()) {
      Files.copy(file.getValue(), there.resolve(file.getKey()));
    }
    var moved = ProblemFiles.in(recipe.optimizee(), there);
    assertThat(ProblemData.of(moved).orElseThrow().checksum()).isEqualTo(data.checksum());
    Files.write(Path.of(moved.start()), new byte[] {1});
    assertThat(ProblemData.of(moved).orElseThrow().checksum()).isNotEqualTo(data.checksum());
  }

  @Test
  void weightsOfAnotherProblemAreRefusedBeforeAnythingStarts() throws Exception {
    trained();
    refused("dimension = 5", "weights.safetensors", "the shape [12] where the problem's is [15]");
    refused("instances = 3", "gone.safetensors", "there is no such file");
    Files.writeString(folder.resolve("text.safetensors"), "no weights");
    refused("instances = 3", "text.safetensors", "no safetensors file");
    byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
    Arrays.fill(weights, weights.length - 4, weights.length, (byte) 0xFF);
    Files.write(folder.resolve("nan.safetensors"), weights);
    refused("instances = 3", "nan.safetensors", "1 of the 12 values of its tensor");
  }

  private void refused(String setting, String file, String words) throws IOException {
    assertThatThrownBy(
            () -> parse(QUADRATIC + "optimizee { " + setting + ", start = " + file + " }"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll("r.conf:2: optimizee.start", file, words);
  }
}
