package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that trials of a lab have left, read from the lab's folder; no lab is asked. */
final class TrialRules {
  private static final Pattern TRIAL =
      Pattern.compile("(e[1-9][0-9]*)(?:/([1-9][0-9]*))?(?::([A-Za-z-]+))?");

  private final Path home;
  private final OptionalDouble scale;

  /**
   * @param scale that formulas are multiplied by; empty: the trial's own, at the rate that it found
   */
  TrialRules(Path home, OptionalDouble scale) {
    this.home = home;
    this.scale = scale;
  }

  /** Whether a text has the form {@code e3}, {@code e3/2} or {@code e3/2:tuned}. */
  static boolean isTrial(String text) {
    return TRIAL.matcher(text).matches();
  }

  /**
   * The trial that a rule's name is of: {@code e3/2} of {@code e3/2:tuned}.
   *
   * @param text {@link #isTrial}
   */
  static String trial(String text) {
    Matcher parts = TRIAL.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text + " is no trial");
    }
    return parts.group(1) + "/" + (parts.group(2) == null ? "1" : parts.group(2));
  }

  /**
   * Reads a trial's rule.
   *
   * @param text {@link #isTrial}
   * @throws LabException naming the file that is missing or damaged, and the stage that makes it
   */
  NamedRule read(String label, String text, String spec) throws LabException {
    Matcher parts = TRIAL.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text + " is no trial");
    }
    String trial = parts.group(2) == null ? "1" : parts.group(2);
    String which = parts.group(3) == null ? "learned" : parts.group(3);
    Path folder = folder(parts.group(1), trial, spec);
    return switch (which) {
      case "learned" -> NamedRule.of(label, learned(folder, spec), "");
      case "learned-swept" -> {
        double factor = tunedFile(folder, spec).rates().learned();
        yield NamedRule.of(label, new ScaledRule(label, learned(folder, spec), factor), "");
      }
      case "distilled" -> distilled(label, folder, spec);
      case "evolved" -> {
        evolved(folder, spec);
        yield formula(label, tunedFile(folder, spec).original(), 1, folder, spec);
      }
      case "distilled-swept", "evolved-swept" -> {
        if (which.startsWith("evolved")) {
          evolved(folder, spec);
        }
        TunedFile tuned = tunedFile(folder, spec);
        yield formula(label, tuned.original(), tuned.rates().distilled(), folder, spec);
      }
      case "tuned" -> {
        TunedFile tuned = tunedFile(folder, spec);
        yield formula(label, tuned.tuned(), tuned.rates().tuned(), folder, spec);
      }
      default ->
          throw RuleNames.bad(
              spec,
              "a trial has the rules learned, distilled, evolved and tuned, and learned-swept,"
                  + " distilled-swept and evolved-swept at the rates that it found, not \""
                  + which
                  + "\"");
    };
  }

  /**
   * Where a trial's results are.
   *
   * @throws LabException when there are none
   */
  Path folder(String id, String trial, String spec) throws LabException {
    Path experiment = home.resolve("experiments").resolve(id);
    Path folder = experiment.resolve(trial);
    if (!Files.isDirectory(folder)) {
      throw RuleNames.bad(
          spec,
          Files.isDirectory(experiment)
              ? id + " has no trial " + trial + " with results in " + experiment
              : "the lab in "
                  + home
                  + " has no results of "
                  + id
                  + "; 'lab list' shows what there is, --home names another lab");
    }
    return folder;
  }

  static LearnedOptimizer learned(Path folder, String spec) throws LabException {
    Path file = file(folder, TrialFiles.LEARNED, Stage.META_TRAIN, spec);
    return RuleNames.learned(file, List.of(), spec);
  }

  /** What was tuned, when the trial has come so far; a choice by meta-loss is made only then. */
  private NamedRule distilled(String label, Path folder, String spec) throws LabException {
    boolean evolved = Files.isRegularFile(folder.resolve(TrialFiles.EVOLVED));
    if (!evolved && Files.isRegularFile(folder.resolve(TrialFiles.TUNED))) {
      return formula(label, tunedFile(folder, spec).original(), 1, folder, spec);
    }
    FrontFile front = FrontFile.read(file(folder, TrialFiles.FRONT, Stage.DISTILL, spec));
    return formula(label, front.text(front.choose("")), 1, folder, spec);
  }

  /** Only a trial that searched by meta-loss has such a rule. */
  private static void evolved(Path folder, String spec) throws LabException {
    file(folder, TrialFiles.EVOLVED, Stage.EVOLVE, spec);
  }

  private static TunedFile tunedFile(Path folder, String spec) throws LabException {
    Path file = file(folder, TrialFiles.TUNED, Stage.META_TUNE, spec);
    try {
      return TunedFile.ofBytes(Files.readAllBytes(file), file.toString());
    } catch (IOException | ResultFormatException e) {
      throw RuleNames.bad(spec, "can't read " + file + ": " + e.getMessage());
    }
  }

  /** A formula over the samples of the trial's recipe, run as the trial itself ran it. */
  private NamedRule formula(String label, String text, double factor, Path folder, String spec)
      throws LabException {
    Path file = file(folder, TrialFiles.RECIPE, Stage.META_TRAIN, spec);
    try {
      Recipe recipe = Recipe.ofJson(Files.readString(file));
      SymbolicRule rule = FormulaRules.rule(label, text, recipe);
      return NamedRule.of(label, rule.withScale(scale.orElse(rule.scale() * factor)), text);
    } catch (IOException | RecipeException | IllegalArgumentException e) {
      throw RuleNames.bad(spec, "can't read " + file + ": " + e.getMessage());
    }
  }

  private static Path file(Path folder, String name, Stage stage, String spec) throws LabException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw RuleNames.bad(
          spec,
          "there is no "
              + file
              + ": the trial's stage "
              + stage
              + " has not ended, or it has none; 'lab status' shows how far it is");
    }
    return file;
  }
}
