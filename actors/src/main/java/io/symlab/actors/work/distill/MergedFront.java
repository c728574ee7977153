package io.symlab.actors.work.distill;

import io.symlab.actors.work.rollout.RolloutPlan.Part;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.CrewProgress;
import io.symlab.proto.IslandView;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The front of a distillation, merged from what its islands found, and its scores, also on the
 * rollouts that the islands never see. The order in which those rollouts' samples come in makes no
 * difference.
 */
final class MergedFront {
  private final List<String> names;
  private final SearchSettings search;
  private final String choice;
  private final int width;
  private final IslandView[] views;

  /** By the first island of each crew, so that they are merged in the ring's order. */
  private final TreeMap<Integer, Front> fronts = new TreeMap<>();

  private final Map<Part, TreeMap<Integer, List<SampleBatch>>> heldOut = new EnumMap<>(Part.class);
  private final Map<Part, Samples> complete = new EnumMap<>(Part.class);
  private boolean changed;

  /**
   * @param round that the islands go on from
   */
  MergedFront(Recipe recipe, int round) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    names = watch.names();
    width = watch.width();
    search = recipe.search();
    choice = recipe.choose();
    views = new IslandView[search.islands()];
    Arrays.fill(
        views, IslandView.newBuilder().setRound(round).setRounds(recipe.budget().rounds()).build());
    heldOut.put(Part.VALIDATION, new TreeMap<>());
    heldOut.put(Part.TEST, new TreeMap<>());
  }

  /**
   * What a crew's islands have found by now.
   *
   * @param first the ring's index of the first of them
   */
  void found(int first, CrewProgress progress) {
    for (int i = 0; i < progress.getIslandsCount(); i++) {
      views[first + i] = progress.getIslands(i);
    }
    if (!progress.getFront().isEmpty()) {
      fronts.put(first, Front.decode(progress.getFront().toByteArray()));
      changed = true;
    }
  }

  /** The next batch of a rollout of validation or test. */
  void heldOut(Part part, int rollout, SampleBatch batch) {
    heldOut.get(part).computeIfAbsent(rollout, key -> new ArrayList<>()).add(batch);
  }

  /** All rollouts of a part have ended; from now on it counts. */
  void complete(Part part) {
    List<SampleBatch> batches = batches(part);
    int rows = batches.stream().mapToInt(SampleBatch::rows).sum();
    if (rows > 0) {
      float[] values = new float[rows * width];
      int at = 0;
      for (SampleBatch batch : batches) {
        System.arraycopy(batch.values(), 0, values, at, batch.values().length);
        at += batch.values().length;
      }
      complete.put(part, Samples.ofRows(rows, width, values));
      changed = true;
    }
  }

  /** The samples of validation or test, by rollout. */
  List<SampleBatch> batches(Part part) {
    return heldOut.get(part).values().stream().flatMap(List::stream).toList();
  }

  /** Whether something has come since the last {@link #file}. */
  boolean changed() {
    return changed;
  }

  /**
   * The front, scored.
   *
   * @param train what the islands learn from
   * @param ended whether this is the last one: it shows the scores on test rollouts, too
   */
  FrontFile file(Supplier<Samples> train, boolean ended) {
    changed = false;
    Front front = Front.EMPTY;
    for (Front one : fronts.values()) {
      front = front.merge(one);
    }
    ScoredFront scored =
        front.isEmpty()
            ? new ScoredFront(List.of())
            : ScoredFront.of(
                front,
                search.signals(),
                search.loss(),
                train.get(),
                complete.get(Part.VALIDATION),
                ended ? complete.get(Part.TEST) : null);
    return new FrontFile(
        new FormulaNames(names, search.signals()),
        scored,
        choice,
        Arrays.stream(views).mapToInt(IslandView::getRound).min().orElse(0),
        Arrays.stream(views).mapToLong(IslandView::getEvaluations).sum(),
        ended);
  }

  /** How each island does, by its place on the ring. */
  List<IslandView> islands() {
    return List.of(views);
  }

  /** Rounds ended, all islands together. */
  long rounds() {
    return Arrays.stream(views).mapToLong(IslandView::getRound).sum();
  }

  /** What a front's best rows reach, to show while it grows. */
  static Map<String, Double> figures(FrontFile front) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!front.rows().isEmpty()) {
      ScoredFront.Row row = front.front().accuracy();
      figures.put("loss", row.loss());
      figures.put("r2-train", row.r2Train());
      row.r2Validation().ifPresent(known -> figures.put("r2-validation", known));
    }
    return figures;
  }
}
