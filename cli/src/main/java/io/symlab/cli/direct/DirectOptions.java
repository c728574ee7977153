package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.direct.RuleNames;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rule.features.Feature;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What verbs that run rules in their own process have in common. */
final class DirectOptions {
  private static final int MANY = 1_000_000;

  @Mixin private RuleOptions rules;

  @Option(names = "--runs", paramLabel = "N", description = "Problems. Default: the recipe's.")
  private Integer runs;

  @Option(
      names = "--steps",
      paramLabel = "T",
      description = "Updates per run. Default: the recipe's.")
  private Integer steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at once; the result does not depend on them. Default: all cores.")
  private Integer threads;

  int runs(int otherwise) throws LabException {
    return between("--runs", runs == null ? otherwise : runs, 10_000);
  }

  int steps(int otherwise) throws LabException {
    return between("--steps", steps == null ? otherwise : steps, MANY);
  }

  int threads() throws LabException {
    int cores = Runtime.getRuntime().availableProcessors();
    return between("--threads", threads == null ? cores : threads, 1_000);
  }

  double scale(Recipe recipe) throws LabException {
    return rules.scale(recipe);
  }

  List<Feature> features(Recipe recipe) throws LabException {
    return rules.features(recipe);
  }

  /**
   * The recipe that is meant.
   *
   * @param named a file or a shipped recipe; null: that of the first trial among the rules, or else
   *     the defaults of every key
   * @param specs the rules' names
   */
  ProblemRecipe problem(String named, Path home, List<String> specs) throws LabException {
    return rules.problem(named, home, specs);
  }

  /**
   * How rules are named here.
   *
   * @param runSteps of the runs that they are for
   */
  RuleNames rules(Path home, Recipe recipe, int runSteps) throws LabException {
    return rules.rules(home, recipe, runSteps);
  }

  static int between(String option, int value, int most) throws LabException {
    if (value < 1 || value > most) {
      throw new LabException(
          ExitCode.BAD_INPUT, option + " must be 1 to " + most + ", not " + value);
    }
    return value;
  }
}
