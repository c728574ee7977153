package io.symlab.experiment.report.page;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.ProvenanceFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All that a trial has left in its folder, read; what a report is made of. The recipe and the
 * evaluation must be there, the rest is shown where it is.
 */
public record TrialRecord(
    String recipeJson,
    Recipe recipe,
    EvaluationFile evaluation,
    Optional<ProvenanceFile> provenance,
    Optional<CurveFile> metaLoss,
    Optional<FrontFile> front,
    Optional<CurveFile> evolveLoss,
    Optional<CurveFile> tuneLoss,
    Optional<TunedFile> tuned,
    Optional<MetricsFile> metrics) {

  /**
   * Reads a trial's folder.
   *
   * @throws NoSuchFileException naming what must be there and is not
   */
  public static TrialRecord read(Path folder) throws IOException {
    String json =
        new String(Files.readAllBytes(folder.resolve(TrialFiles.RECIPE)), StandardCharsets.UTF_8);
    Path evaluation = folder.resolve(TrialFiles.EVALUATION);
    return new TrialRecord(
        json,
        Recipe.ofJson(json),
        EvaluationFile.ofBytes(Files.readAllBytes(evaluation), evaluation.toString()),
        optional(folder.resolve(TrialFiles.PROVENANCE), ProvenanceFile::ofBytes),
        optional(folder.resolve(TrialFiles.META_LOSS), CurveFile::ofBytes),
        optional(TrialFiles.front(folder), FrontFile::ofBytes),
        optional(folder.resolve(TrialFiles.EVOLVE_LOSS), CurveFile::ofBytes),
        optional(folder.resolve(TrialFiles.TUNE_LOSS), CurveFile::ofBytes),
        optional(folder.resolve(TrialFiles.TUNED), TunedFile::ofBytes),
        optional(folder.resolve(TrialFiles.METRICS), MetricsFile::ofBytes));
  }

  /**
   * The index of the front's row that was evaluated and tuned; where the recipe gave a formula, of
   * the row that it would have chosen. -1 when there is none.
   */
  int chosen() {
    return front
        .map(file -> tuned.map(one -> one.chosenOf(file)).orElse(file.chosen()))
        .filter(row -> row < front.get().rows().size())
        .orElse(-1);
  }

  /** That row. */
  Optional<ScoredFront.Row> chosenRow() {
    return chosen() < 0 ? Optional.empty() : front.map(file -> file.rows().get(chosen()));
  }

  private static <T> Optional<T> optional(Path file, BiFunction<byte[], String, T> read)
      throws IOException {
    return Files.exists(file)
        ? Optional.of(read.apply(Files.readAllBytes(file), file.toString()))
        : Optional.empty();
  }
}
