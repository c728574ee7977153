package io.symlab.bench;

import io.symlab.model.rule.Feature;
import io.symlab.model.rule.HandMade;
import io.symlab.model.rule.LearnedOptimizer;
import io.symlab.model.rule.RuleSettings;
import io.symlab.model.rule.SampleNames;
import io.symlab.model.rule.SymbolicRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.Randomness;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an update costs: steps per CPU-second of learned, symbolic and hand-made rules on as many
 * coordinates as the published MLP has. Prints one line per rule.
 *
 * <p>Run it with {@code java -cp ... io.symlab.bench.ApplyingRules [coordinates]}.
 */
public final class ApplyingRules {
  private static final double SECONDS = 2;
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.GT);
  private static final int WINDOW = 20;

  private ApplyingRules() {}

  public static void main(String[] args) {
    int coordinates = args.length > 0 ? Integer.parseInt(args[0]) : 24_380;
    RuleSettings small = new RuleSettings(FEATURES, 6, List.of(7), 0.01);
    List<UpdateRule> rules =
        List.of(
            LearnedOptimizer.initial(small, 1),
            symbolic("-tanh(tanh(0.0248 + sinh(cube(-1.99 * mt_0))))"),
            symbolic("-0.777 * mt_0"),
            symbolic("-tanh(mt_0 + 0.5 * mt_4 + 0.25 * gt_19)"),
            HandMade.sgd(0.01),
            HandMade.momentum(0.01),
            HandMade.adam(0.01));
    System.out.printf("steps per CPU-second, %,d coordinates, one thread%n", coordinates);
    for (UpdateRule rule : rules) {
      measure(rule, coordinates, SECONDS / 2);
      System.out.printf("%,10.0f  %s%n", measure(rule, coordinates, SECONDS), rule.name());
    }
  }

  private static UpdateRule symbolic(String text) {
    var expression = ExpressionText.parse(text, SampleNames.of(FEATURES, WINDOW));
    return new SymbolicRule(text, expression, FEATURES, WINDOW, 0.01);
  }

  private static double measure(UpdateRule rule, int coordinates, double seconds) {
    SplittableRandom random = Randomness.stream(1, "bench.gradient");
    float[] gradient = new float[coordinates];
    float[] update = new float[coordinates];
    for (int i = 0; i < coordinates; i++) {
      gradient[i] = (float) (0.01 * (random.nextDouble() - 0.5));
    }
    var threads = ManagementFactory.getThreadMXBean();
    try (UpdateRule.State state = rule.start(coordinates)) {
      long start = threads.getCurrentThreadCpuTime();
      int steps = 0;
      long spent = 0;
      while (spent < seconds * 1e9) {
        state.update(gradient, ++steps, update);
        spent = threads.getCurrentThreadCpuTime() - start;
      }
      return steps / (spent * 1e-9);
    }
  }
}
