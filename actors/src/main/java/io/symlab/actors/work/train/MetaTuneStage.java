package io.symlab.actors.work.train;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.CurveLog;
import io.symlab.actors.store.StageResults;
import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.Progress;
import io.symlab.model.meta.MetaTuningChoice;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.learned.Compute;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicForm;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.proto.StageBegin;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Opens meta-tuning for a trainer: of the formula that the recipe gives, or of the member that it
 * chooses from the front, by evaluations of many and at many rates if it says so. Its curve's first
 * row is the untuned formula's evaluation.
 */
public final class MetaTuneStage {
  static final List<String> COLUMNS = List.of("step", "meta-loss", "held-out", "best");

  private MetaTuneStage() {}

  public static Training open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    FrontFile front = StageResults.front(begin, store);
    List<Integer> rows = rows(recipe, front);
    Optional<UpdateRule> learned =
        StageResults.learned(begin, store).map(rule -> rule.by(LeasedCompute.of(begin)));
    Optional<byte[]> checkpoint = new Checkpoints(begin, store).read();
    Compute compute = LeasedCompute.of(begin);
    Optimizee optimizee = Problems.open(recipe.optimizee(), compute.device());
    try {
      List<SymbolicRule> rules = new ArrayList<>();
      for (int row : rows) {
        rules.add(
            FormulaRules.rule(
                EvaluationFile.found(front), front.text(front.rows().get(row)), recipe));
      }
      MetaTuningChoice work =
          rows.isEmpty()
              ? given(recipe, optimizee, learned)
              : MetaTuningChoice.among(
                  optimizee, rules, learned, recipe.metaTuning(), recipe.seed());
      checkpoint.ifPresent(work::resume);
      Path curve = store.resolve(begin.getDirectory() + "/" + TrialFiles.TUNE_LOSS);
      return new Training(
          work,
          Optional.of(optimizee),
          TrialFiles.TUNE_LOSS,
          COLUMNS,
          work.progress().done(),
          work::epoch,
          // An evaluation that ends the choice is no reading of tuning.
          ended -> ended && work.tuned() ? List.of(row(work.progress())) : List.of(),
          TrialFiles.TUNED,
          () -> file(recipe, front, rows, work, curve).toBytes());
    } catch (RuntimeException e) {
      optimizee.close();
      throw e;
    }
  }

  /** Rows of the front to choose from; none when the recipe gives a formula. */
  private static List<Integer> rows(Recipe recipe, FrontFile front) {
    if (!recipe.formula().isEmpty()) {
      return List.of();
    }
    if (recipe.choose().equals(Recipe.META_LOSS)) {
      return FrontCandidates.of(front);
    }
    front.chosenRow(); // Says what an empty front means.
    return List.of(front.chosen());
  }

  private static MetaTuningChoice given(
      Recipe recipe, Optimizee optimizee, Optional<UpdateRule> learned) {
    SymbolicRule rule;
    ConstantShares shares;
    if (SymbolicForm.NAMES.contains(recipe.formula())) {
      SymbolicForm form = FormulaRules.form(recipe.formula(), recipe);
      rule = FormulaRules.rule("formula", form, recipe);
      shares = form.shares();
    } else {
      rule = FormulaRules.rule("formula", recipe.formula(), recipe);
      shares = ConstantShares.none(rule.constants().length);
    }
    return MetaTuningChoice.of(
        optimizee, rule, shares, learned, recipe.metaTuning(), recipe.seed());
  }

  private static TunedFile file(
      Recipe recipe, FrontFile front, List<Integer> rows, MetaTuningChoice work, Path curve)
      throws IOException {
    List<TunedFile.Candidate> ranking = new ArrayList<>();
    if (recipe.formula().isEmpty() && recipe.choose().equals(Recipe.META_LOSS)) {
      for (int i = 0; i < rows.size(); i++) {
        ScoredFront.Row row = front.rows().get(rows.get(i));
        MetaTuningChoice.Trial trial = work.trial(i);
        ranking.add(
            new TunedFile.Candidate(
                rows.get(i),
                row.complexity(),
                front.text(row),
                trial.loss(),
                trial.factor(),
                trial.problems()));
      }
      // Those that diverged last, and before them those that were left behind.
      int chosen = rows.get(work.chosen());
      ranking.sort(
          Comparator.comparing((TunedFile.Candidate one) -> one.row() != chosen)
              .thenComparing(one -> Double.isInfinite(one.heldOut()))
              .thenComparing(one -> -one.problems())
              .thenComparing(TunedFile.Candidate::heldOut));
    }
    double before = untuned(curve);
    return new TunedFile(
        front.names().columns(),
        recipe.formula().isEmpty() ? front.choice() : "formula",
        work.original().expression().complexity(),
        work.original().text(),
        work.result().text(),
        Double.isNaN(before) ? work.trial(work.chosen()).loss() : before,
        work.progress().figures().getOrDefault("best", Double.NaN),
        ranking,
        rates(recipe.metaTuning(), work));
  }

  private static RatesFound rates(MetaTuningSettings settings, MetaTuningChoice work) {
    boolean swept = !settings.rates().factors().isEmpty();
    if (!swept && !settings.rates().tuned() && settings.heldOut() == 1) {
      return RatesFound.NONE;
    }
    return new RatesFound(
        work.factor(),
        work.tunedFactor(),
        work.learnedFactor(),
        settings.rates().factors(),
        settings.deciding(),
        settings.evaluationSteps(),
        work.taken(),
        swept
            ? tried(work.trials().stream().filter(one -> one.candidate() == work.chosen()).toList())
            : List.of(),
        tried(work.learnedTrials()));
  }

  private static List<RatesFound.Tried> tried(List<MetaTuningChoice.Trial> trials) {
    return trials.stream()
        .map(one -> new RatesFound.Tried(one.factor(), one.problems(), one.loss()))
        .toList();
  }

  /** The held-out loss before tuning; an attempt that went on from a checkpoint did not see it. */
  private static double untuned(Path curve) throws IOException {
    double[] heldOut =
        CurveFile.ofBytes(Files.readAllBytes(curve), curve.toString()).column("held-out");
    return heldOut.length == 0 ? Double.NaN : heldOut[0];
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
