package io.symlab.bench.formulas;

import io.symlab.bench.formulas.Problem.Pair;
import io.symlab.model.sanity.KnownRule;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.regression.RegressionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The paper's sanity checks: known update rules to be found from windows of 20 gradients, newest
 * first. Each window is a stationary AR(1) process with coefficient 0.5 and unit innovations, times
 * a scale of its own between 0.001 and 1, log-uniform.
 */
final class OptimizerRules {
  private static final int ROWS = 10_000;

  private OptimizerRules() {}

  /** The five rules over plain columns, then over columns declared as a signal. */
  static List<Problem> all(long seed) {
    List<Problem> all = new ArrayList<>();
    for (boolean signal : new boolean[] {false, true}) {
      RegressionSettings search = KnownRule.regression(seed, signal).settings();
      for (KnownRule rule : KnownRule.ALL) {
        all.add(
            new Problem(
                rule.name() + (signal ? ", signal" : ", plain"),
                () -> {
                  SplittableRandom random = new SplittableRandom(77 + seed);
                  return new Pair(rule.applied(windows(random)), rule.applied(windows(random)));
                },
                signal ? KnownRule.signal() : Signals.NONE,
                search.operators().stream().map(id -> Operator.named(id).orElseThrow()).toList(),
                search.maxComplexity(),
                60,
                1e-7,
                List.of(40, 99, 200)));
      }
    }
    return all;
  }

  private static float[][] windows(SplittableRandom random) {
    float[][] columns = new float[KnownRule.LAGS][ROWS];
    for (int i = 0; i < ROWS; i++) {
      double scale = Math.pow(10, -3 * random.nextDouble());
      double value = random.nextGaussian() / Math.sqrt(1 - 0.25);
      for (int j = KnownRule.LAGS - 1; j >= 0; j--) {
        columns[j][i] = (float) (scale * value);
        value = 0.5 * value + random.nextGaussian();
      }
    }
    return columns;
  }
}
