package io.symlab.experiment.recipe;

import io.symlab.experiment.Stage;
import io.symlab.experiment.sweep.EarlyStopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the rungs of a stage may lie: after the first report of the figure, before the stage's end,
 * in every trial.
 */
final class Rungs {
  private final Stage stage;
  private final String figure;
  private final List<Recipe> recipes;

  Rungs(Stage stage, String figure, List<Recipe> recipes) {
    this.stage = stage;
    this.figure = figure;
    this.recipes = recipes;
  }

  /** From the grace on, or where it is best when that is 0; none when they don't fit. */
  List<Integer> from(int grace, int factor) {
    int first = grace;
    if (grace == 0) {
      int early = (int) Math.ceil((double) length() / factor / factor);
      int every = firstReport();
      first = Math.max(1, (early + every - 1) / every * every);
    }
    List<Integer> rungs = new ArrayList<>();
    for (long at = first; at < length(); at *= factor) {
      rungs.add((int) at);
    }
    return rungs;
  }

  /** What is wrong with rungs. */
  Optional<String> wrong(List<Integer> rungs, int grace) {
    String unit = EarlyStopping.unit(stage);
    if (rungs.isEmpty()) {
      return Optional.of(
          "leaves no rung within the "
              + length()
              + " "
              + unit
              + " of "
              + stage
              + ": the first figure is there after "
              + firstReport());
    }
    for (int i = 0; i < rungs.size(); i++) {
      int rung = rungs.get(i);
      if (i > 0 && rung <= rungs.get(i - 1)) {
        return Optional.of("must rise from one rung to the next");
      }
      if (rung < grace) {
        return Optional.of("rung " + rung + " lies within the grace of " + grace + " " + unit);
      }
      if (rung >= length()) {
        return Optional.of(
            "rung "
                + rung
                + " lies beyond "
                + stage
                + ", which ends after "
                + length()
                + " "
                + unit);
      }
      if (rung < firstReport()) {
        return Optional.of(
            "rung "
                + rung
                + " comes before "
                + stage
                + " first knows "
                + figure
                + ", after "
                + firstReport()
                + " "
                + unit
                + " ("
                + stage
                + ".evaluate-every)");
      }
    }
    return Optional.empty();
  }

  /** Of the trial with the shortest stage. */
  private int length() {
    return recipes.stream()
        .mapToInt(
            recipe ->
                switch (stage) {
                  case META_TRAIN -> recipe.metaTraining().epochs();
                  case DISTILL -> recipe.budget().rounds();
                  case EVOLVE -> (int) Math.min(Integer.MAX_VALUE, recipe.evolution().budget());
                  default -> recipe.metaTuning().epochs();
                })
        .min()
        .orElse(0);
  }

  /** Of the trial in which the figure is known last. */
  private int firstReport() {
    boolean evaluated = figure.equals("best") || figure.equals("held-out");
    if (!evaluated || stage == Stage.DISTILL || stage == Stage.EVOLVE) {
      return 1;
    }
    return recipes.stream()
        .mapToInt(
            recipe ->
                stage == Stage.META_TRAIN
                    ? recipe.metaTraining().evaluateEvery()
                    : recipe.metaTuning().evaluateEvery())
        .max()
        .orElse(1);
  }
}
