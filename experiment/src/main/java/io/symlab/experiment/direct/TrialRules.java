package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that trials of a lab have left, read from the lab's folder; no lab is asked. */
final class TrialRules {
  private static final Pattern TRIAL =
      Pattern.compile("(e[1-9][0-9]*)(?:/([1-9][0-9]*))?(?::([A-Za-z]+))?");

  private final Path home;

  TrialRules(Path home) {
    this.home = home;
  }

  /** Whether a text has the form {@code e3}, {@code e3/2} or {@code e3/2:tuned}. */
  static boolean isTrial(String text) {
    return TRIAL.matcher(text).matches();
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
      case "learned" ->
          NamedRule.of(
              label,
              RuleNames.learned(
                  file(folder, TrialFiles.LEARNED, "meta-train", spec), List.of(), spec),
              "");
      case "distilled" -> distilled(label, folder, spec);
      case "tuned" -> tuned(label, folder, spec);
      default ->
          throw RuleNames.bad(
              spec, "a trial has the rules learned, distilled and tuned, not \"" + which + "\"");
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

  /** What was tuned, when the trial has come so far; a choice by meta-loss is made only then. */
  private static NamedRule distilled(String label, Path folder, String spec) throws LabException {
    if (Files.isRegularFile(folder.resolve(TrialFiles.TUNED))) {
      return formula(label, tunedFile(folder, spec).original(), folder, spec);
    }
    FrontFile front = FrontFile.read(file(folder, TrialFiles.FRONT, "distill", spec));
    return formula(label, front.text(front.choose("")), folder, spec);
  }

  private static NamedRule tuned(String label, Path folder, String spec) throws LabException {
    return formula(label, tunedFile(folder, spec).tuned(), folder, spec);
  }

  static TunedFile tunedFile(Path folder, String spec) throws LabException {
    Path file = file(folder, TrialFiles.TUNED, "meta-tune", spec);
    try {
      return TunedFile.ofBytes(Files.readAllBytes(file), file.toString());
    } catch (IOException | ResultFormatException e) {
      throw RuleNames.bad(spec, "can't read " + file + ": " + e.getMessage());
    }
  }

  /** A formula over the samples of the trial's recipe, run as the trial itself ran it. */
  private static NamedRule formula(String label, String text, Path folder, String spec)
      throws LabException {
    Path file = file(folder, TrialFiles.RECIPE, "meta-train", spec);
    try {
      Recipe recipe = Recipe.ofJson(Files.readString(file));
      return NamedRule.of(label, FormulaRules.rule(label, text, recipe), text);
    } catch (IOException | RecipeException | IllegalArgumentException e) {
      throw RuleNames.bad(spec, "can't read " + file + ": " + e.getMessage());
    }
  }

  static Path file(Path folder, String name, String stage, String spec) throws LabException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw RuleNames.bad(
          spec,
          "there is no "
              + file
              + ": the trial's stage "
              + stage
              + " has not ended; 'lab status' shows how far it is");
    }
    return file;
  }
}
