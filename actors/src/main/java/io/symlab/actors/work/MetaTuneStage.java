package io.symlab.actors.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.symlab.actors.recipe.Recipe;
import io.symlab.actors.results.CurveFile;
import io.symlab.actors.results.FrontFile;
import io.symlab.actors.results.TrialFiles;
import io.symlab.actors.results.TunedFile;
import io.symlab.model.Progress;
import io.symlab.model.meta.MetaTuning;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rule.SymbolicRule;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens meta-tuning for a trainer: of the formula that the recipe chooses from the front. Its
 * curve's first row is the untuned formula's trial.
 */
final class MetaTuneStage {
  static final List<String> COLUMNS = List.of("step", "meta-loss", "held-out", "best");

  private MetaTuneStage() {}

  static Training open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    FrontFile front = FormulaRules.front(begin, store);
    SymbolicRule rule = FormulaRules.rule("distilled", front.chosenRow().expression(), recipe);
    Optional<byte[]> checkpoint = new Checkpoints(begin, store).read();
    Optimizee optimizee = Optimizees.open(recipe.optimizee());
    try {
      MetaTuning work =
          checkpoint.isEmpty()
              ? new MetaTuning(optimizee, rule, recipe.metaTuning(), recipe.seed())
              : new MetaTuning(
                  optimizee, rule, recipe.metaTuning(), recipe.seed(), checkpoint.get());
      return new Training(
          work,
          Optional.of(optimizee),
          TrialFiles.TUNE_LOSS,
          COLUMNS,
          work.progress().done(),
          ended -> ended ? List.of(row(work.progress())) : List.of(),
          TrialFiles.TUNED,
          result ->
              new TunedFile(
                      front.names(),
                      front.choice(),
                      front.chosenRow().complexity(),
                      rule.text(),
                      new String(result, UTF_8),
                      untuned(store.resolve(begin.getDirectory() + "/" + TrialFiles.TUNE_LOSS)),
                      work.progress().figures().getOrDefault("best", Double.NaN))
                  .toBytes());
    } catch (RuntimeException e) {
      optimizee.close();
      throw e;
    }
  }

  /** The held-out loss before tuning; an attempt that went on from a checkpoint did not see it. */
  private static double untuned(Path curve) throws IOException {
    double[] heldOut =
        CurveFile.ofBytes(Files.readAllBytes(curve), curve.toString()).column("held-out");
    return heldOut.length == 0 ? Double.NaN : heldOut[0];
  }

  private static Curve.Row row(Progress progress) {
    double[] readings =
        COLUMNS.stream()
            .skip(1)
            .mapToDouble(name -> progress.figures().getOrDefault(name, Double.NaN))
            .toArray();
    return new Curve.Row(progress.done(), readings);
  }
}
