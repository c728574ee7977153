package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.recipe.Recipes;
import io.symlab.cli.verb.Overrides;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.FormulaForms;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.direct.RuleNames;
import io.symlab.experiment.direct.TrialProblem;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rule.features.Feature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a verb's rules and the recipe whose problem they work on are named. */
final class RuleOptions {
  @Mixin private Overrides overrides;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Fixes problems and batches. Default: the recipe's.")
  private Long seed;

  @Option(
      names = "--features",
      paramLabel = "F",
      split = ",",
      description =
          "Gradient features that expressions and columns name, e.g. mt,gt. Default: the recipe's.")
  private List<String> features = List.of();

  @Option(
      names = "--scale",
      paramLabel = "RATE",
      description =
          "Formulas move parameters by this times their value. Default: the recipe's, for a trial's"
              + " the rate that the trial found.")
  private Double scale;

  /**
   * The recipe that is meant.
   *
   * @param named a file or a shipped recipe; null: that of the first trial among the rules, or else
   *     the defaults of every key
   * @param specs the rules' names
   */
  ProblemRecipe problem(String named, Path home, List<String> specs) throws LabException {
    Optional<ProblemRecipe> ofTrial =
        named == null
            ? TrialProblem.of(home, specs, with(overrides.all(), seed))
            : Optional.<ProblemRecipe>empty();
    return ofTrial.isPresent() ? ofTrial.get() : problem(named, overrides.all(), seed);
  }

  private static List<String> with(List<String> overrides, Long seed) {
    List<String> all = new ArrayList<>(overrides);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return all;
  }

  /**
   * The recipe that is meant.
   *
   * @param named a file or a shipped recipe; null: the defaults of every key
   * @param seed null: the recipe's
   */
  static ProblemRecipe problem(String named, List<String> overrides, Long seed)
      throws LabException {
    List<String> all = with(overrides, seed);
    if (named == null) {
      return ProblemRecipe.read("", "the default recipe", all, Path.of("").toAbsolutePath());
    }
    Recipes.Text text = Recipes.read(named);
    return ProblemRecipe.read(text.text(), text.origin(), all, text.directory());
  }

  double scale(Recipe recipe) throws LabException {
    if (scale != null && !(scale > 0 && Double.isFinite(scale))) {
      throw new LabException(ExitCode.BAD_INPUT, "--scale must be above 0, not " + scale);
    }
    return scale == null ? recipe.rule().scale() : scale;
  }

  List<Feature> features(Recipe recipe) throws LabException {
    if (features.isEmpty()) {
      return recipe.rule().features();
    }
    List<Feature> found = new ArrayList<>();
    for (String key : features) {
      Feature feature =
          Feature.named(key.strip())
              .orElseThrow(
                  () ->
                      new LabException(
                          ExitCode.BAD_INPUT,
                          "--features: there is no feature \""
                              + key
                              + "\"; there are "
                              + Arrays.stream(Feature.values())
                                  .map(Feature::key)
                                  .collect(Collectors.joining(", "))));
      if (found.contains(feature)) {
        throw new LabException(ExitCode.BAD_INPUT, "--features names " + key + " twice");
      }
      found.add(feature);
    }
    return List.copyOf(found);
  }

  /**
   * How rules are named here.
   *
   * @param steps of the runs that they are for
   */
  RuleNames rules(Path home, Recipe recipe, int steps) throws LabException {
    var forms = new FormulaForms(features(recipe), scale(recipe), scale != null);
    return new RuleNames(home, forms, recipe.evaluation().baselines(), steps);
  }
}
