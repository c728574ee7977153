package io.symlab.actors.work.train;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.CurveLog;
import io.symlab.actors.store.StageResults;
import io.symlab.actors.work.distill.SampleLog;
import io.symlab.experiment.Stage;
import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.Progress;
import io.symlab.model.evolve.Evolution;
import io.symlab.model.evolve.Founder;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.Compute;
import io.symlab.proto.StageBegin;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Opens a search by meta-loss for a trainer: from the front that distilling left and with its
 * samples, or from the rules that the recipe names. Its curve has a row per turn of an island.
 */
public final class EvolveStage {
  static final List<String> COLUMNS = List.of("step", "best", "nodes", "births", "judged");

  /** Rows of samples that children are screened by. */
  private static final int ROWS = 1_000;

  private EvolveStage() {}

  public static Training open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    boolean scratch = recipe.evolution().fromScratch();
    List<Founder> founders =
        scratch ? named(recipe, watch) : members(StageResults.front(begin, store, Stage.DISTILL));
    Optional<Samples> samples = scratch ? Optional.empty() : samples(recipe, watch, begin, store);
    Optional<byte[]> checkpoint = new Checkpoints(begin, store).read();
    Compute compute = LeasedCompute.of(begin);
    Optimizee optimizee = Problems.open(recipe.optimizee(), compute.device());
    try {
      var work =
          new Evolution(
              optimizee,
              watch,
              recipe.search(),
              founders,
              samples,
              recipe.evolution(),
              recipe.seed());
      checkpoint.ifPresent(work::resume);
      return new Training(
          work,
          Optional.of(optimizee),
          TrialFiles.EVOLVE_LOSS,
          COLUMNS,
          work.taken(),
          () -> work.isFounded() ? (int) Math.min(Integer.MAX_VALUE, work.taken()) : 0,
          ended -> ended ? List.of(row(work.progress())) : List.of(),
          TrialFiles.EVOLVED,
          () -> front(recipe, watch, work).toBytes());
    } catch (RuntimeException e) {
      optimizee.close();
      throw e;
    }
  }

  private static List<Founder> named(Recipe recipe, Watch watch) {
    return recipe.evolution().from().stream()
        .map(text -> Founder.named(text, watch.names(), recipe.search().signals(), watch.scale()))
        .toList();
  }

  /** Those of a front that are worth a trial. */
  private static List<Founder> members(FrontFile front) {
    return FrontCandidates.of(front).stream()
        .map(row -> Founder.of(front.rows().get(row).expression()))
        .toList();
  }

  /** Some of what distilling learned from; none where its log is gone. */
  private static Optional<Samples> samples(
      Recipe recipe, Watch watch, StageBegin begin, CheckpointStore store) throws IOException {
    Path path = store.resolve(begin.getDirectory() + "/" + TrialFiles.SAMPLE_LOG);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    var reservoir = new SampleReservoir(watch.width(), ROWS, recipe.seed());
    try (SampleLog log = SampleLog.open(path, Files.size(path))) {
      for (int number = 0; number < log.batches(); number++) {
        reservoir.append(log.read(number));
      }
      Samples rows = reservoir.at(log.batches());
      return rows.rows() == 0 ? Optional.empty() : Optional.of(rows);
    }
  }

  private static FrontFile front(Recipe recipe, Watch watch, Evolution work) {
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (Evolution.Found one : work.result()) {
      rows.add(
          new ScoredFront.Row(
              one.complexity(),
              one.loss(),
              0,
              Double.NaN,
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              one.expression(),
              one.elsewhere()));
    }
    return new FrontFile(
            new FormulaNames(watch.names(), recipe.search().signals()),
            new ScoredFront(rows).scored().withoutDominated(),
            recipe.choose(),
            work.rounds(),
            work.births(),
            work.done())
        .ofMetaLosses();
  }

  private static CurveLog.Row row(Progress progress) {
    double[] readings =
        COLUMNS.stream()
            .skip(1)
            .mapToDouble(name -> progress.figures().getOrDefault(name, Double.NaN))
            .toArray();
    return new CurveLog.Row(progress.done(), readings);
  }
}
