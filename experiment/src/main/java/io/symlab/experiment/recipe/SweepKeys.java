package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import io.symlab.experiment.Stage;
import io.symlab.experiment.sweep.EarlyStopping;
import io.symlab.experiment.sweep.SweepPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the sections {@code sweep} and {@code hooks} say of all trials together. */
final class SweepKeys {
  private static final String STAGE = "sweep.early-stopping.stage";
  private static final String FIGURE = "sweep.early-stopping.figure";
  private static final String FACTOR = "sweep.early-stopping.factor";
  private static final String RUNGS = "sweep.early-stopping.rungs";
  private static final String GRACE = "sweep.early-stopping.grace";
  private static final int MANY = 1_000_000;

  /** Steps of a search by meta-loss are many. */
  private static final int MOST = Integer.MAX_VALUE;

  private static final Map<Stage, List<String>> FIGURES =
      Map.of(
          Stage.META_TRAIN, List.of("best", "held-out", "meta-loss"),
          Stage.DISTILL, List.of("r2-validation", "r2-train", "loss"),
          Stage.EVOLVE, List.of("best"),
          Stage.META_TUNE, List.of("best", "held-out", "meta-loss"));

  private final RecipeValues values;
  private final List<Recipe> recipes;

  private SweepKeys(RecipeValues values, List<Recipe> recipes) {
    this.values = values;
    this.recipes = recipes;
  }

  /**
   * Reads the settings.
   *
   * @param directory that a hook's path is relative to
   * @param points of the sweep
   * @param trials made of the points; their values may be stand-ins where there are problems
   */
  static SweepPlan read(
      Config resolved,
      Path directory,
      List<Sweep.Point> points,
      List<PlannedTrial> trials,
      Collection<String> problems) {
    var keys = new TreeSet<String>();
    for (Sweep.Point point : points) {
      keys.addAll(point.values().root().unwrapped().isEmpty() ? List.of() : leaves(point.values()));
    }
    boolean sound = problems.isEmpty();
    var values = new RecipeValues(resolved, problems);
    var settings = new SweepKeys(values, trials.stream().map(PlannedTrial::recipe).toList());
    return new SweepPlan(
        List.copyOf(keys),
        settings.earlyStopping(sound),
        values.whole("sweep.max-failures", 0, MANY),
        values.whole("sweep.max-parallel", 0, MANY),
        Hook.read(values, directory));
  }

  private static List<String> leaves(Config values) {
    return values.entrySet().stream().map(entry -> entry.getKey().replace("\"", "")).toList();
  }

  private Optional<EarlyStopping> earlyStopping(boolean sound) {
    int factor = values.whole(FACTOR, 2, 1_000);
    int grace = values.whole(GRACE, 0, MOST);
    List<Integer> rungs = values.wholes(RUNGS, 1, MOST, 20);
    String stageName = values.text(STAGE, 80);
    if (stageName.isEmpty()) {
      for (String key : List.of(FIGURE, FACTOR, RUNGS, GRACE)) {
        if (values.sound(key) && values.changed(key)) {
          values.problem(key, "does nothing without " + STAGE + ", e.g. meta-train");
        }
      }
      return Optional.empty();
    }
    List<String> stages = FIGURES.keySet().stream().map(Stage::word).sorted().toList();
    Stage stage = Stage.of(values.choice(STAGE, stages));
    if (!values.sound(STAGE)) {
      return Optional.empty();
    }
    List<String> figures = FIGURES.get(stage);
    String figure =
        values.text(FIGURE, 80).isEmpty() ? figures.get(0) : values.choice(FIGURE, figures);
    if (!sound || !values.sound(FACTOR, GRACE, RUNGS, FIGURE)) {
      return Optional.empty(); // What trials are is not known.
    }
    if (recipes.size() < 2) {
      values.problem(STAGE, "there is one trial only, and none to compare it with");
      return Optional.empty();
    }
    if (recipes.stream().anyMatch(recipe -> !recipe.stages().contains(stage))) {
      values.problem(
          STAGE,
          stage == Stage.EVOLVE
              ? "is no stage of every trial: it wants evolve.budget"
              : "is no stage of every trial: one with evolve.from goes without it");
      return Optional.empty();
    }
    var rungsOf = new Rungs(stage, figure, recipes);
    List<Integer> all = rungs.isEmpty() ? rungsOf.from(grace, factor) : rungs;
    String key = rungs.isEmpty() ? grace > 0 ? GRACE : STAGE : RUNGS;
    rungsOf.wrong(all, rungs.isEmpty() ? 0 : grace).ifPresent(what -> values.problem(key, what));
    return Optional.of(new EarlyStopping(stage, figure, factor, new ArrayList<>(all)));
  }
}
