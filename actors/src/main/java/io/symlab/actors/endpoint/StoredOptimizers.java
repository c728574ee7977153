package io.symlab.actors.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.data.UserFolder;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the optimizers that recipes start from ({@code meta-train.from}) and puts their bytes into
 * the recipe: a frozen recipe depends on no file, and its fingerprint is one of the bytes too.
 */
final class StoredOptimizers {
  /** So that experiments stay small in the journal; some 24,000 meta-parameters. */
  private static final int LARGEST = 96 * 1024;

  private static final Pattern EXPERIMENT = Pattern.compile("(e[0-9]+)(?:/([0-9]+))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Path directory;
  private final String origin;

  /**
   * For one submission.
   *
   * @param home of the lab
   * @param directory that relative paths are taken from
   * @param origin what the recipe is called, for messages
   */
  StoredOptimizers(Path home, Path directory, String origin) {
    this.home = home;
    this.directory = directory;
    this.origin = origin;
  }

  /**
   * The recipe with the optimizer that it names; itself when it names none, or has it already.
   *
   * @throws RecipeException when there is none, or one of another architecture
   */
  Recipe into(Recipe recipe) {
    var start = recipe.metaTraining().options().fineTuning();
    if (start.from().isEmpty() && start.optimizer().isEmpty()) {
      return recipe;
    }
    if (!start.optimizer().isEmpty()) {
      check(recipe, start.from(), Base64.getDecoder().decode(start.optimizer()));
      return recipe;
    }
    byte[] stored = read(start.from(), file(start.from()));
    check(recipe, start.from(), stored);
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(recipe.toJson());
      ObjectNode node = (ObjectNode) root.get(Stage.META_TRAIN.word());
      node.put("from-bytes", Base64.getEncoder().encodeToString(stored));
      return Recipe.ofJson(JSON.writeValueAsString(root));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe's own JSON can be read", e);
    }
  }

  private void check(Recipe recipe, String from, byte[] stored) {
    try {
      LearnedOptimizer.decode(stored, recipe.rule());
    } catch (IllegalArgumentException e) {
      throw refused(from, e.getMessage());
    }
  }

  private Path file(String from) {
    var named = EXPERIMENT.matcher(from);
    if (!named.matches()) {
      return path(from);
    }
    Path experiment = home.resolve("experiments").resolve(named.group(1));
    if (named.group(2) != null) {
      return experiment.resolve(named.group(2)).resolve(TrialFiles.LEARNED);
    }
    List<Path> found = List.of();
    if (Files.isDirectory(experiment)) {
      try (Stream<Path> trials = Files.list(experiment)) {
        found = trials.filter(Files::isDirectory).sorted().toList();
      } catch (IOException e) {
        throw refused(from, "can't look into " + experiment + ": " + e.getMessage());
      }
    }
    if (found.size() > 1) {
      throw refused(from, "has " + found.size() + " trials: choose one, e.g. " + from + "/1");
    }
    return experiment.resolve("1").resolve(TrialFiles.LEARNED);
  }

  private Path path(String from) {
    try {
      Path path = directory.toAbsolutePath().resolve(UserFolder.expand(from)).normalize();
      return Files.isDirectory(path) ? path.resolve(TrialFiles.LEARNED) : path;
    } catch (InvalidPathException e) {
      throw refused(from, "is neither an experiment nor a path: " + e.getMessage());
    }
  }

  private byte[] read(String from, Path file) {
    if (!Files.isRegularFile(file)) {
      throw refused(
          from,
          "there is no "
              + file
              + "; name an experiment of this lab that has been meta-trained, such as e3 or e3/2,"
              + " or a learned.bin");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw refused(from, file + " has more than " + LARGEST + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused(from, "can't read " + file + ": " + e.getMessage());
    }
  }

  private RecipeException refused(String from, String why) {
    return new RecipeException(List.of(origin + ": meta-train.from = \"" + from + "\": " + why));
  }
}
