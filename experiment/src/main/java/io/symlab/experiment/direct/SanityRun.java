package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.sanity.GradientWindows;
import io.symlab.model.sanity.KnownRule;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.Stop;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
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
  private final Signals signals;
  private final SymbolicRegression regression;
  private final int threads;

  private SanityRun(
      float[][] train,
      float[][] test,
      Signals signals,
      SymbolicRegression regression,
      int threads) {
    this.train = train;
    this.test = test;
    this.signals = signals;
    this.regression = regression;
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
   * @param signal whether formulas may average over the gradients
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
    Signals signals = signal ? KnownRule.signal() : Signals.NONE;
    SymbolicRegression regression = KnownRule.regression(recipe.seed(), signal).build();
    return Optional.of(new SanityRun(seen, unseen, signals, regression, threads));
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
    RegressionData data = RegressionData.of(KnownRule.columns(), signals, rows, rule.applied(test));
    Search search = regression.begin(data);
    Stop stop = Stop.NEVER.seconds(seconds).loss(SOLVED * rows.targetVariance()).inAnyRound();
    Search.End end =
        search.run(stop, threads, asked, leg -> listener.show(progress(leg, seconds, rule)));
    ScoredFront.Row row = search.scored().best();
    return new SanityFile.Check(
        rule.name(),
        rule.text(),
        ExpressionText.print(row.expression(), signals.names(data.names()), DIGITS),
        end == Search.End.LOSS,
        row.r2Train(),
        row.r2Test().orElse(Double.NaN),
        row.complexity(),
        search.seconds(),
        rule.publishedR2(),
        rule.publishedSeconds());
  }

  private static JobProgress progress(Search search, double seconds, KnownRule rule) {
    return new JobProgress(
        Math.round(1000 * search.seconds()),
        Math.round(1000 * seconds),
        rule.name(),
        search.seconds());
  }
}
