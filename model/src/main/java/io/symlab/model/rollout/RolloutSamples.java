package io.symlab.model.rollout;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule did in watched rollouts: the rows that formulas are distilled from. Whole rollouts
 * are set apart, since neighbouring rows overlap.
 *
 * <pre>{@code
 * RolloutSamples samples = RolloutSamples.of(optimizee, optimizer, RolloutSettings.defaults(), 1);
 * RegressionResult found = SymbolicRegression.builder().build().fit(samples.data());
 * SymbolicRule formula = samples.watch().rule("distilled", found.best());
 * }</pre>
 *
 * @param watch what the rows hold
 * @param train rows to learn from
 * @param validation rows to choose a formula by
 * @param test rows to report on
 */
public record RolloutSamples(Watch watch, Samples train, Samples validation, Samples test) {
  /**
   * Rolls a learned optimizer out, in this thread; without features in the settings, rows hold what
   * it sees.
   *
   * @param seed fixes the problems and the watched coordinates
   */
  public static RolloutSamples of(
      Optimizee optimizee, LearnedOptimizer optimizer, RolloutSettings settings, long seed) {
    return of(optimizee, optimizer, settings, Watch.of(optimizer.settings(), settings), seed);
  }

  /** The same of any rule, watched in any way. */
  public static RolloutSamples of(
      Optimizee optimizee, UpdateRule rule, RolloutSettings settings, Watch watch, long seed) {
    int learned = settings.train();
    int chosen = learned + settings.validation();
    int all = chosen + settings.test();
    return new RolloutSamples(
        watch,
        rows(optimizee, rule, settings, watch, seed, 0, learned),
        rows(optimizee, rule, settings, watch, seed, learned, chosen),
        rows(optimizee, rule, settings, watch, seed, chosen, all));
  }

  /** The rows and their uses for a regression over the columns of {@link Watch#names}. */
  public RegressionData data() {
    return data(Signals.NONE);
  }

  /** The same for formulas that may average: each feature is a signal. */
  public RegressionData dataWithMemory() {
    return data(watch.signals());
  }

  private RegressionData data(Signals signals) {
    return new RegressionData(watch.names(), signals, train, train, train, validation, test);
  }

  private static Samples rows(
      Optimizee optimizee,
      UpdateRule rule,
      RolloutSettings settings,
      Watch watch,
      long seed,
      int from,
      int to) {
    List<SampleBatch> pieces = new ArrayList<>();
    for (int index = from; index < to; index++) {
      try (Rollout run = Rollout.watched(optimizee, rule, settings.steps(), watch, seed, index)) {
        run.finish();
        pieces.addAll(run.drain());
      }
    }
    int rows = pieces.stream().mapToInt(SampleBatch::rows).sum();
    float[] values = new float[rows * watch.width()];
    int at = 0;
    for (SampleBatch piece : pieces) {
      int length = piece.rows() * watch.width();
      System.arraycopy(piece.values(), 0, values, at, length);
      at += length;
    }
    return Samples.ofRows(rows, watch.width(), values);
  }
}
