package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.Feature;
import io.symlab.model.rule.HandMade;
import io.symlab.model.sanity.GradientWindows;
import io.symlab.model.sanity.KnownRule;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.LocalArchipelago;
import io.symlab.symbolic.SampleBatch;
import io.symlab.symbolic.Samples;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.TimedSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The sanity checks of the symbolic engine on gradients of real training: known rules, applied to
 * windows of gradients that rollouts of Adam have met, and searched for. The first rollouts are
 * learned from, the last ones are only reported on.
 */
public final class SanityRun {
  private static final int TRAIN = 3;
  private static final int TEST = 2;
  private static final int STEPS = 200;
  private static final int COORDINATES = 20;
  private static final int ROWS = 10_000;
  private static final double RATE = 0.003;

  /** Gradients are scaled to this: unscaled, exp(g) could not be told from 1 + g. */
  private static final float LARGEST = 3;

  /** Loss in units of y's variance at which a rule counts as found; floats reach not much more. */
  private static final double SOLVED = 1e-7;

  private static final int DIGITS = 4;

  private final float[][] train;
  private final float[][] test;
  private final SearchSettings search;
  private final int threads;

  private SanityRun(float[][] train, float[][] test, SearchSettings search, int threads) {
    this.train = train;
    this.test = test;
    this.search = search;
    this.threads = threads;
  }

  /** What the gradients of a recipe's problem are, in one line. */
  public static String data(Recipe recipe) {
    return "gradients of "
        + (TRAIN + TEST)
        + " runs of Adam "
        + RATE
        + ", "
        + STEPS
        + " steps, "
        + recipe.optimizee().kind()
        + (recipe.optimizee().kind().equals("mlp")
            ? " on " + recipe.optimizee().data().kind() + " images"
            : "");
  }

  /**
   * Records gradients.
   *
   * @param signal as {@link KnownRule#search} has it
   * @return empty when it was asked to stop
   */
  public static Optional<SanityRun> record(
      Recipe recipe,
      boolean signal,
      int threads,
      BooleanSupplier asked,
      JobProgress.Listener listener)
      throws LabException, IOException, InterruptedException {
    var watch = new Watch(List.of(Feature.G), KnownRule.LAGS, COORDINATES, 1);
    var work =
        new Rollouts.Work<List<SampleBatch>>() {
          @Override
          public Rollout open(Optimizee optimizee, int index) {
            return Rollout.watched(
                optimizee, HandMade.adam(RATE), STEPS, watch, recipe.seed(), index);
          }

          @Override
          public List<SampleBatch> result(Rollout done) {
            return done.drain();
          }
        };
    List<SampleBatch> train = new ArrayList<>();
    List<SampleBatch> test = new ArrayList<>();
    boolean whole =
        new Rollouts(recipe.optimizee(), threads, asked, listener)
            .run(
                TRAIN + TEST,
                STEPS,
                work,
                (index, batches) -> (index < TRAIN ? train : test).addAll(batches));
    if (!whole) {
      return Optional.empty();
    }
    float[][] seen = GradientWindows.of(train, ROWS);
    float[][] unseen = GradientWindows.of(test, ROWS);
    float factor = LARGEST / GradientWindows.largest(seen);
    GradientWindows.scale(seen, factor);
    GradientWindows.scale(unseen, factor);
    SearchSettings search = KnownRule.search(recipe.seed(), signal);
    return Optional.of(new SanityRun(seen, unseen, search, threads));
  }

  /**
   * Searches for a rule.
   *
   * @param seconds at most; a round that has begun is ended
   * @param asked whether to stop now
   * @param listener hears of seconds as progress, so that the time left can be told
   */
  public SanityFile.Check find(
      KnownRule rule, double seconds, BooleanSupplier asked, JobProgress.Listener listener) {
    Samples rows = rule.applied(train);
    long begun = System.nanoTime();
    LocalArchipelago islands = LocalArchipelago.create(search, rows);
    boolean solved =
        TimedSearch.until(
            islands,
            SOLVED * rows.targetVariance(),
            threads,
            () -> {
              double used = (System.nanoTime() - begun) / 1e9;
              listener.show(
                  new JobProgress(
                      Math.round(1000 * used), Math.round(1000 * seconds), rule.name(), used));
              return used >= seconds || asked.getAsBoolean();
            });
    double used = (System.nanoTime() - begun) / 1e9;
    ScoredFront.Row row =
        ScoredFront.of(
                islands.front(), search.signals(), search.loss(), rows, null, rule.applied(test))
            .best();
    List<String> names = new ArrayList<>();
    for (int lag = 0; lag < KnownRule.LAGS; lag++) {
      names.add("g_" + lag);
    }
    return new SanityFile.Check(
        rule.name(),
        rule.text(),
        ExpressionText.print(row.expression(), search.signals().names(names), DIGITS),
        solved,
        row.r2Train(),
        row.r2Test().orElse(Double.NaN),
        row.complexity(),
        used,
        rule.publishedR2(),
        rule.publishedSeconds());
  }
}
