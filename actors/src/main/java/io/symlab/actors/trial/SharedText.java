package io.symlab.actors.trial;

import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import java.util.List;
import java.util.Map;

/**
 * A sweep's trials have most of their recipe in common: what they share is written down once, and
 * each has the lines that are its own. What comes out is what went in, letter by letter.
 */
public final class SharedText {
  private SharedText() {}

  /** Moves what the trials of an experiment share to one place. */
  public static ExperimentSubmitted share(ExperimentSubmitted whole) {
    if (whole.getTrialsCount() < 2) {
      return whole;
    }
    FrozenTrial first = whole.getTrials(0);
    String[] lines = lines(first.getRecipe());
    ExperimentSubmitted.Builder shared =
        whole.toBuilder()
            .setShared(
                FrozenTrial.newBuilder()
                    .setRecipe(first.getRecipe())
                    .setData(first.getData())
                    .setDataChecksum(first.getDataChecksum()));
    for (FrozenTrial.Builder trial : shared.getTrialsBuilderList()) {
      boolean sameData =
          trial.getData().equals(first.getData())
              && trial.getDataChecksum().equals(first.getDataChecksum());
      String[] own = lines(trial.getRecipe());
      if (sameData && own.length == lines.length) {
        trial.clearData().clearDataChecksum().clearRecipe();
        for (int i = 0; i < lines.length; i++) {
          if (!own[i].equals(lines[i])) {
            trial.putLines(i, own[i]);
          }
        }
      }
    }
    return shared.build();
  }

  /**
   * The stages that a trial goes through. Of thousands of trials the recipes need not be put
   * together for that: seldom does one differ in the keys that decide it.
   */
  static List<Stage> stages(ExperimentSubmitted submitted, FrozenTrial trial) {
    boolean shared = trial.getRecipe().isEmpty() && submitted.hasShared();
    boolean same = trial.getLinesMap().values().stream().noneMatch(SharedText::decides);
    FrozenTrial read = shared && same ? submitted.getShared() : whole(submitted, trial);
    return Recipe.stages(read.getRecipe());
  }

  /** Lines with {@code evolve.budget} and {@code evolve.from}, or other keys of these names. */
  private static boolean decides(String line) {
    return line.contains("\"budget\"") || line.contains("\"from\"");
  }

  /** A trial with everything, whether or not it shared some of it. */
  static FrozenTrial whole(ExperimentSubmitted submitted, FrozenTrial trial) {
    if (!trial.getRecipe().isEmpty() || !submitted.hasShared()) {
      return trial;
    }
    FrozenTrial shared = submitted.getShared();
    String[] lines = lines(shared.getRecipe());
    for (Map.Entry<Integer, String> own : trial.getLinesMap().entrySet()) {
      lines[own.getKey()] = own.getValue();
    }
    return trial.toBuilder()
        .clearLines()
        .setRecipe(String.join("\n", lines))
        .setData(shared.getData())
        .setDataChecksum(shared.getDataChecksum())
        .build();
  }

  private static String[] lines(String text) {
    return text.split("\n", -1);
  }
}
