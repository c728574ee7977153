package io.symlab.actors.endpoint;

import io.symlab.actors.lab.SweepPlans;
import io.symlab.actors.pool.Need;
import io.symlab.actors.pool.Resources;
import io.symlab.actors.trial.SharedText;
import io.symlab.experiment.Version;
import io.symlab.experiment.recipe.PlannedExperiment;
import io.symlab.experiment.recipe.PlannedTrial;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.Submit;
import io.symlab.proto.SweepSettings;
import io.symlab.symbolic.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes of a recipe's text everything that its trials will ever need to know. */
final class Freezing {
  private Freezing() {}

  /**
   * Id and time are left open.
   *
   * @param home of the lab, whose experiments a recipe may start from
   * @param resources what its hosts have
   * @throws RecipeException when the recipe can't be run
   * @throws io.symlab.model.data.DataException when its data can't be had
   */
  static ExperimentSubmitted freeze(
      Submit submit, RecipeParser parser, Path home, Resources resources) {
    if (submit.getDirectory().isEmpty()) {
      throw new RecipeException(List.of(submit.getOrigin() + ": its folder is not named"));
    }
    PlannedExperiment planned =
        parser.plan(
            submit.getRecipe(),
            submit.getOrigin(),
            submit.getOverridesList(),
            Path.of(submit.getDirectory()));
    List<PlannedTrial> trials = planned.trials();
    checkDevices(submit.getOrigin(), trials, resources);
    SweepSettings sweep = SweepPlans.toMessage(planned.sweep());
    ExperimentSubmitted.Builder frozen =
        ExperimentSubmitted.newBuilder()
            .setName(trials.get(0).recipe().name())
            .setCodeVersion(Version.text())
            .setOrigin(submit.getOrigin())
            .setText(submit.getRecipe())
            .setDirectory(submit.getDirectory())
            .addAllOverrides(submit.getOverridesList())
            .setSweep(sweep);
    MessageDigest digest = Sha256.begin();
    SweepSettings beyond = sweep.toBuilder().clearKeys().build();
    if (!beyond.equals(SweepSettings.getDefaultInstance())) {
      digest.update(beyond.toByteArray());
    }
    var stored = new StoredOptimizers(home, Path.of(submit.getDirectory()), submit.getOrigin());
    for (int i = 0; i < trials.size(); i++) {
      FrozenTrial trial = freeze(i + 1, trials.get(i).label(), stored.into(trials.get(i).recipe()));
      digest.update(trial.getRecipe().getBytes(StandardCharsets.UTF_8));
      digest.update(trial.getDataChecksum().getBytes(StandardCharsets.UTF_8));
      frozen.addTrials(trial);
    }
    frozen.setFingerprint(HexFormat.of().formatHex(digest.digest()));
    return SharedText.share(frozen.build());
  }

  private static void checkDevices(String origin, List<PlannedTrial> trials, Resources resources) {
    for (PlannedTrial trial : trials) {
      Optional<String> refusal = resources.refusal(Need.of(trial.recipe().devices()));
      if (refusal.isPresent()) {
        throw new RecipeException(List.of(origin + ": devices: " + refusal.get()));
      }
    }
  }

  private static FrozenTrial freeze(int index, String label, Recipe recipe) {
    FrozenTrial.Builder frozen =
        FrozenTrial.newBuilder().setIndex(index).setLabel(label).setRecipe(recipe.toJson());
    ProblemData.of(recipe.optimizee())
        .ifPresentOrElse(
            data -> frozen.setData(data.description()).setDataChecksum(data.checksum()),
            () -> frozen.setData("drawn from the seed"));
    return frozen.build();
  }
}
