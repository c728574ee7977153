package io.symlab.experiment.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.symlab.experiment.Stage;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.symbolic.expression.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON form of a recipe: the keys that a person writes, all of them, in their usual order. */
final class FrozenRecipe {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the section begins in a recipe's JSON; up to its brace. */
  private static final Pattern EVOLVE =
      Pattern.compile("\"" + Stage.EVOLVE.word() + "\"\\s*:\\s*\\{");

  /**
   * What recipes meant that were frozen before these keys were known, where that is not today's
   * default: an experiment of then goes on as it began.
   */
  private static final Config BEFORE =
      ConfigFactory.parseString(
          "meta-train.held-out = 1, meta-tune { held-out = 1, rates = [], tune-rate = false }");

  /** Recipes that are kept as they were read: some more than a machine works on at once. */
  private static final int KEPT = 32;

  /**
   * Those last asked for, by their text: each stage of a trial, and each of its workers, asks for
   * the same one, and reading takes milliseconds.
   */
  private static final Map<String, Recipe> READ =
      Collections.synchronizedMap(
          new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Recipe> eldest) {
              return size() > KEPT;
            }
          });

  private FrozenRecipe() {}

  static String write(Recipe recipe) {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", recipe.name());
    root.put("seed", recipe.seed());
    OptimizeeKeys.write(root.putObject("optimizee"), recipe.optimizee());
    RuleKeys.write(root.putObject("rule"), recipe.rule());
    MetaTrainKeys.write(root.putObject(Stage.META_TRAIN.word()), recipe.metaTraining());
    distill(root.putObject(Stage.DISTILL.word()), recipe);
    EvolveKeys.write(root.putObject(Stage.EVOLVE.word()), recipe.evolution());
    MetaTuneKeys.write(
        root.putObject(Stage.META_TUNE.word()), recipe.metaTuning(), recipe.formula());
    EvaluateKeys.write(root.putObject(Stage.EVALUATE.word()), recipe.evaluation());
    DeviceKeys.write(root, recipe.devices());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  static String withOptimizee(String json, OptimizeeSettings optimizee) {
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(json);
      OptimizeeKeys.write(root.putObject("optimizee"), optimizee);
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new RecipeException(List.of("the frozen recipe is damaged: " + e.getMessage()));
    }
  }

  static Recipe read(String json) {
    Recipe known = READ.get(json);
    if (known != null) {
      return known;
    }
    Recipe recipe = readAnew(json);
    READ.put(json, recipe);
    return recipe;
  }

  private static Recipe readAnew(String json) {
    Config config;
    try {
      config =
          ConfigFactory.parseString(
                  json,
                  ConfigParseOptions.defaults()
                      .setSyntax(ConfigSyntax.JSON)
                      .setOriginDescription("frozen recipe"))
              .withFallback(BEFORE)
              .withFallback(RecipeKeys.defaults())
              .resolve();
    } catch (ConfigException e) {
      throw new RecipeException(List.of("the frozen recipe is damaged: " + e.getMessage()));
    }
    var problems = new LinkedHashSet<String>();
    RecipeStructure.check(config.root(), problems);
    Recipe recipe = RecipeReader.read(config, DataCheck.none(), problems);
    if (!problems.isEmpty()) {
      throw new RecipeException(new ArrayList<>(problems));
    }
    return recipe;
  }

  /** Reads no more than it must: a lab may ask for thousands of trials. */
  static List<Stage> stages(String json) {
    Matcher section = EVOLVE.matcher(json);
    if (!section.find()) {
      return Stage.usual();
    }
    try {
      JsonNode evolve = JSON.readTree(json.substring(section.end() - 1));
      boolean wanted = evolve.path("budget").asLong() > 0;
      return stages(wanted, wanted && !evolve.path("from").isEmpty());
    } catch (JsonProcessingException e) {
      return Stage.usual(); // Its first stage will say what is wrong with it.
    }
  }

  static List<Stage> stages(boolean evolves, boolean fromScratch) {
    return fromScratch ? Stage.fromScratch() : evolves ? Stage.all() : Stage.usual();
  }

  private static void distill(ObjectNode node, Recipe recipe) {
    var rollouts = recipe.rollouts();
    var runs = node.putObject("rollouts");
    runs.put("train", rollouts.train());
    runs.put("validation", rollouts.validation());
    runs.put("test", rollouts.test());
    node.put("steps", rollouts.steps());
    node.put("coordinates", rollouts.coordinates());
    node.put("window", rollouts.window());
    RuleKeys.write(node.putArray("features"), rollouts.features());
    node.put("write-samples", recipe.writeSamples());
    var search = recipe.search();
    node.put("islands", search.islands());
    node.put("population", search.population());
    node.put("rounds", recipe.budget().rounds());
    node.put("rounds-per-batch", search.roundsPerBatch());
    node.put("slack", search.slack());
    node.put("reservoir", recipe.budget().reservoir());
    texts(node.putArray("define"), recipe.texts().definitions());
    var operators = MemoryKey.write(node, search);
    texts(node.putArray("operators"), operators.stream().map(Operator::id).toList());
    node.put("max-complexity", search.maxComplexity());
    node.put("loss", search.loss().text());
    texts(node.putArray("constraints"), recipe.texts().constraints());
    texts(node.putArray("complexity"), recipe.texts().complexities());
    texts(node.putArray("guesses"), recipe.texts().guesses());
    node.put("template", recipe.texts().template());
    texts(node.putArray("units"), recipe.texts().units());
    node.put("y-unit", recipe.texts().unitOfY());
    node.put("choose", recipe.choose());
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }
}
