package io.symlab.actors.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.pool.Resources;
import io.symlab.experiment.exchange.OptimizerFiles;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.Submit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredOptimizersTest {
  private static final String RATES = "rule.group-rates = true";
  private static final List<ParameterGroup> GROUPS =
      List.of(new ParameterGroup("a", 0, 3), new ParameterGroup("b", 3, 2));

  @TempDir Path folder;
  private Path home;
  private Path file;
  private byte[] stored;

  @BeforeEach
  void store() throws IOException {
    stored = LearnedOptimizer.initial(recipe("").rule(), 5).encode();
    home = folder.resolve("home");
    file = home.resolve("experiments/e3/1/learned.bin");
    Files.createDirectories(file.getParent());
    Files.write(file, stored);
  }

  private Recipe recipe(String text) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(text, "r.conf", List.of("optimizee.kind=quadratic"), folder)
        .get(0)
        .recipe();
  }

  private Recipe into(String text) {
    return new StoredOptimizers(home, folder, "r.conf").into(recipe(text));
  }

  private static byte[] bytes(Recipe recipe) {
    return Base64.getDecoder().decode(recipe.metaTraining().options().fineTuning().optimizer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"e3", "e3/1", "home/experiments/e3/1", "home/experiments/e3/1/learned.bin"})
  void itIsFoundByExperimentAndByPathAndFrozenWithTheRecipe(String from) throws IOException {
    Recipe frozen = into("meta-train.from = \"" + from + "\"");
    Files.delete(file);
    assertThat(bytes(frozen)).isEqualTo(stored);
    assertThat(frozen.metaTraining().options().fineTuning().from()).isEqualTo(from);
    assertThat(Recipe.ofJson(frozen.toJson())).isEqualTo(frozen);
    // A frozen recipe is a recipe; its file is not asked for again.
    assertThat(into(frozen.toJson())).isEqualTo(frozen);
  }

  @Test
  void aFileOfAnotherToolIsFrozenAsTheLabsOwn() throws IOException {
    Path other = folder.resolve("other.safetensors");
    Files.write(other, OptimizerFiles.safetensors(LearnedOptimizer.decode(stored)));
    assertThat(bytes(into("meta-train.from = other.safetensors"))).isEqualTo(stored);
    refused("meta-train.from = other.safetensors, rule.linear = 5", "linear 6", "linear 5");
    Files.writeString(folder.resolve("x.pth"), "PK, but no zip");
    refused("meta-train.from = x.pth", "meta-train.from = \"x.pth\"", "zip");
  }

  @Test
  void aRecipeThatNamesNoneIsLeftAsItIs() {
    assertThat(into("")).isEqualTo(recipe(""));
  }

  @Test
  void ratesOfGroupsAreTakenWhileTheProblemsGroupsAreNotKnown() throws IOException {
    stored = LearnedOptimizer.initial(recipe(RATES).rule().on(GROUPS), 5).encode();
    Files.write(file, stored);
    assertThat(bytes(into(RATES + ", meta-train.from = e3"))).isEqualTo(stored);
    refused("meta-train.from = e3", "rates of 2 groups");
    refused(RATES + ", rule.linear = 5, meta-train.from = e3", "linear 6", "linear 5");
  }

  private ExperimentSubmitted freeze(Submit submit, RecipeParser parser) {
    var resources = Resources.of(HostRecords.here(HostRecords.LAB, 1));
    return Freezing.freeze(submit, parser, home, resources);
  }

  @Test
  void theFingerprintOfASubmissionIsOneOfTheBytes() throws IOException {
    var submit =
        Submit.newBuilder()
            .setRecipe("optimizee.kind = quadratic, meta-train.from = e3")
            .setOrigin("r.conf")
            .setDirectory(folder.toString())
            .build();
    var parser = RecipeParser.of(ConfigFactory.empty());
    String before = freeze(submit, parser).getFingerprint();
    assertThat(freeze(submit, parser).getFingerprint()).isEqualTo(before);
    Files.write(file, LearnedOptimizer.initial(recipe("").rule(), 6).encode());
    assertThat(freeze(submit, parser).getFingerprint()).isNotEqualTo(before);
  }

  @Test
  void whatCanNotBeStartedFromIsRefusedByName() throws IOException {
    refused("meta-train.from = e4", "r.conf: meta-train.from = \"e4\": there is no ");
    refused("meta-train.from = nowhere", folder.resolve("nowhere").toString());
    refused("meta-train.from = e3, rule.linear = 5", "linear 6", "linear 5");
    Files.createDirectories(home.resolve("experiments/e3/2"));
    refused("meta-train.from = e3", "has 2 trials: choose one, e.g. e3/1");
    Files.write(file, new byte[] {1, 2, 3, 4, 5});
    refused("meta-train.from = \"e3/1\"", "meta-train.from = \"e3/1\": ");
    Files.write(file, new byte[200_000]);
    refused("meta-train.from = \"e3/1\"", "has more than");
  }

  private void refused(String text, String... says) {
    assertThatThrownBy(() -> into(text))
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll(says);
  }
}
