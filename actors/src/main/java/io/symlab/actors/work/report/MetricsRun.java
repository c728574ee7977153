package io.symlab.actors.work.report;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.StageResults;
import io.symlab.actors.work.distill.SampleLog;
import io.symlab.actors.work.rollout.RolloutPlan.Part;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.MetricsFile.Ceiling;
import io.symlab.experiment.results.MetricsFile.Mapping;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.measure.MappingComplexity;
import io.symlab.model.measure.NeuralCeiling;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.StageBegin;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.island.IslandSchedule;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Measures what a trial has found, in small steps: the held-out rollouts run once more, a network
 * is fitted to the rows that the islands saw, then rules are compared. It is begun anew when it was
 * interrupted, and knows of no actors.
 */
final class MetricsRun implements AutoCloseable {
  private final StageBegin begin;
  private final CheckpointStore store;
  private final Recipe recipe;
  private final FrontFile front;
  private final LearnedOptimizer learned;
  private final HeldOutRollouts rollouts;
  private Samples validation;
  private Samples test;
  private Optional<Samples> train = Optional.empty();
  private NeuralCeiling ceiling;
  private Optional<MetricsFile> result = Optional.empty();

  private MetricsRun(StageBegin begin, CheckpointStore store) throws IOException {
    this.begin = begin;
    this.store = store;
    recipe = Recipe.ofJson(begin.getRecipe());
    front = StageResults.front(begin, store, Stage.DISTILL);
    learned = StageResults.learned(begin, store).orElseThrow();
    rollouts = new HeldOutRollouts(recipe, learned);
  }

  /**
   * Opens what is to be measured; the stages before must have left it. Nothing is, where no
   * optimizer was learned.
   */
  static Optional<MetricsRun> open(StageBegin begin, CheckpointStore store) throws IOException {
    return StageResults.has(begin, Stage.META_TRAIN)
        ? Optional.of(new MetricsRun(begin, store))
        : Optional.empty();
  }

  boolean done() {
    return result.isPresent();
  }

  /** Steps of rollouts and epochs of the network that are done. */
  int progress() {
    return rollouts.taken() + (done() ? NeuralCeiling.EPOCHS : ceiling == null ? 0 : epochs());
  }

  /** Of how many. */
  int total() {
    return rollouts.total() + NeuralCeiling.EPOCHS;
  }

  /** Does one step, of some milliseconds; the last one, the comparison, takes a second or so. */
  void step() throws IOException {
    if (done()) {
      return;
    }
    if (!rollouts.done()) {
      rollouts.step();
    } else if (test == null) {
      readRows();
    } else if (ceiling != null && !ceiling.done()) {
      ceiling.step();
    } else {
      result = Optional.of(measured());
    }
  }

  MetricsFile result() {
    return result.orElseThrow();
  }

  private int epochs() {
    return ceiling.epoch();
  }

  private void readRows() throws IOException {
    validation = rollouts.samples(Part.VALIDATION);
    test = rollouts.samples(Part.TEST);
    train = seen().filter(samples -> samples.rows() > 0);
    train.ifPresent(rows -> ceiling = new NeuralCeiling(rows, validation, recipe.seed()));
  }

  /** The rows that the islands' last round saw; empty where their log is gone. */
  private Optional<Samples> seen() throws IOException {
    Path path = store.resolve(begin.getDirectory() + "/" + TrialFiles.SAMPLE_LOG);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    SearchSettings search = recipe.search();
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    var reservoir = new SampleReservoir(width, recipe.budget().reservoir(), search.seed());
    try (SampleLog log = SampleLog.open(path, Files.size(path))) {
      int last = log.batches() - 1;
      int visible = IslandSchedule.of(search).batchesVisible(recipe.budget().rounds() - 1, last);
      for (int number = 0; number < visible; number++) {
        reservoir.append(log.read(number));
      }
      return Optional.of(reservoir.at(visible));
    }
  }

  private MetricsFile measured() throws IOException {
    var rules =
        new RuleMeasures(recipe, learned, test.rows() > 0 ? test : validation, test, validation);
    if (front.chosen() >= 0) {
      boolean tried = begin.getResultsMap().containsKey(Stage.META_TUNE.word());
      Optional<TunedFile> tuned =
          tried ? Optional.of(StageResults.tuned(begin, store)) : Optional.empty();
      boolean evolved = StageResults.has(begin, Stage.EVOLVE);
      // What tuning began with, which trials may have chosen.
      Optional<String> began = tuned.filter(file -> !file.given()).map(TunedFile::original);
      Optional<String> ofFront = began.filter(text -> !evolved);
      rules.formula("distilled", ofFront.orElseGet(() -> front.text(front.chosenRow())), 1);
      began.filter(text -> evolved).ifPresent(text -> rules.formula("evolved", text, 1));
      tuned
          .filter(TunedFile::changed)
          .ifPresent(file -> rules.formula("tuned", file.tuned(), file.rates().tuned()));
    }
    adam().ifPresent(rules::baseline);
    return rules.file(ceilingReached(), mapping(), rollouts.gradients());
  }

  private Ceiling ceilingReached() {
    return ceiling == null
        ? new Ceiling(0, 0, Double.NaN, Double.NaN, Double.NaN)
        : new Ceiling(
            train.orElseThrow().rows(),
            ceiling.epoch(),
            ceiling.r2(train.orElseThrow()),
            ceiling.r2(validation),
            ceiling.r2(test));
  }

  private Mapping mapping() {
    List<ScoredFront.Row> rows = front.rows();
    double[] r2 = rows.stream().mapToDouble(row -> row.r2Validation().orElse(Double.NaN)).toArray();
    OptionalInt row = MappingComplexity.row(r2);
    double best = Double.NaN;
    for (double one : r2) {
      best = Double.isFinite(one) && !(one <= best) ? one : best;
    }
    return row.isEmpty()
        ? new Mapping(-1, Double.NaN, Double.NaN)
        : new Mapping(rows.get(row.getAsInt()).complexity(), r2[row.getAsInt()], best);
  }

  /** Adam at the best of its swept rates. */
  private Optional<HandMade> adam() throws IOException {
    var file = StageResults.result(begin, Stage.EVALUATE);
    var evaluation = EvaluationFile.ofBytes(store.read(file), TrialFiles.EVALUATION);
    return evaluation
        .evaluation()
        .best("adam")
        .flatMap(
            best ->
                evaluation.rules().stream()
                    .filter(rule -> rule.role().equals("adam") && rule.name().equals(best.name()))
                    .findFirst())
        .map(rule -> HandMade.adam(rule.learningRate()));
  }

  @Override
  public void close() {
    rollouts.close();
  }
}
