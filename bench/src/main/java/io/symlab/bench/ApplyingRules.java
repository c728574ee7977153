package io.symlab.bench;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an update costs: hand-made, symbolic and learned rules beside Adam, on one thread. Prints,
 * per rule, the median time of a step, its ratio to Adam's, the ratio to the bytes that it must
 * move (beside Adam's 24: g, m and v in, m, v and the update out), and what it keeps per
 * coordinate.
 *
 * <p>Repeats are taken in turns, rule after rule, so that what else the machine does falls on all
 * of them alike. Times are CPU time. Formulas are run until they are compiled before anything
 * counts.
 *
 * <p>Run it with {@code ./bench/run ApplyingRules [coordinates [repeats]]}; by default it measures
 * 24,380, the published MLP's, and 10,000,000.
 */
public final class ApplyingRules {
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.GT, Feature.G);
  private static final int WINDOW = 20;
  private static final Signals SIGNALS = SampleNames.signals(FEATURES, WINDOW);

  /** Coordinates times steps of a repeat. */
  private static final long WORK = 20_000_000;

  private static final int ADAM_NUMBERS = 6;
  private static final int ADAM_MEMORY = 2;

  /** Of each rule before anything counts. */
  private static final double WARM_SECONDS = 1;

  /** Coordinates times steps until a formula's loops are there and HotSpot has compiled them. */
  private static final long WARM_ROWS = 2_000_000_000;

  private ApplyingRules() {}

  /** A rule under measurement. */
  private static final class Contestant {
    final UpdateRule rule;
    final int memory;
    final int numbers;
    final double[] times;
    private int step;

    /**
     * @param memory numbers kept per coordinate
     * @param numbers moved per coordinate and step
     */
    Contestant(UpdateRule rule, int memory, int numbers, int repeats) {
      this.rule = rule;
      this.memory = memory;
      this.numbers = numbers;
      this.times = new double[repeats];
    }

    /** CPU seconds of a step. */
    double measure(UpdateRule.State state, float[] gradient, float[] update, int steps) {
      var threads = ManagementFactory.getThreadMXBean();
      long start = threads.getCurrentThreadCpuTime();
      for (int s = 0; s < steps; s++) {
        state.update(gradient, ++step, update);
      }
      return (threads.getCurrentThreadCpuTime() - start) * 1e-9 / steps;
    }

    double median() {
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  public static void main(String[] args) {
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    if (args.length > 0) {
      measure(Integer.parseInt(args[0]), repeats);
    } else {
      measure(24_380, repeats);
      measure(10_000_000, repeats);
    }
  }

  private static List<Contestant> contestants(int coordinates, int repeats) {
    List<Contestant> all = new ArrayList<>();
    all.add(new Contestant(HandMade.adam(0.01), ADAM_MEMORY, ADAM_NUMBERS, repeats));
    all.add(new Contestant(HandMade.momentum(0.01), 1, 4, repeats));
    for (String text :
        List.of(
            "-0.777 * mt",
            "-tanh(1.5 * mt)",
            "-tanh(mt + 0.5 * tanh(gt))",
            "-tanh(tanh(0.0248 + sinh(cube(-1.99 * mt))))",
            "-tanh(mt + 0.5 * lag(mt, 2) + 0.25 * lag(gt, 4))",
            "-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.999)) + 1e-8)",
            "-tanh(ema(mt, 0.8) + 0.5 * gt)")) {
      var expression = ExpressionText.parse(text, SampleNames.of(FEATURES, WINDOW), SIGNALS);
      var rule = new SymbolicRule(text, expression, FEATURES, WINDOW, 0.01, SIGNALS);
      all.add(new Contestant(rule, rule.memory(), rule.traffic(), repeats));
    }
    if (coordinates <= 1_000_000) {
      RuleSettings small = new RuleSettings(FEATURES.subList(0, 2), 6, List.of(7), 0.01);
      LearnedOptimizer learned = LearnedOptimizer.initial(small, 1);
      // Two states of seven numbers, m and v.
      all.add(new Contestant(learned, 16, 34, repeats));
    }
    return all;
  }

  private static void measure(int coordinates, int repeats) {
    SplittableRandom random = Randomness.stream(1, "bench.gradient");
    float[] gradient = new float[coordinates];
    float[] update = new float[coordinates];
    for (int i = 0; i < coordinates; i++) {
      gradient[i] = (float) (0.01 * (random.nextDouble() - 0.5));
    }
    int steps = (int) Math.max(1, WORK / coordinates);
    List<Contestant> all = contestants(coordinates, repeats);
    List<UpdateRule.State> states = new ArrayList<>();
    for (Contestant one : all) {
      UpdateRule.State state = one.rule.start(coordinates);
      states.add(state);
      long rows = one.rule instanceof SymbolicRule ? WARM_ROWS : 0;
      for (double spent = 0; spent < WARM_SECONDS || rows > 0; rows -= (long) steps * coordinates) {
        spent += steps * one.measure(state, gradient, update, steps);
      }
    }
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int c = 0; c < all.size(); c++) {
        all.get(c).times[repeat] = all.get(c).measure(states.get(c), gradient, update, steps);
      }
    }
    states.forEach(UpdateRule.State::close);
    print(coordinates, all);
  }

  private static void print(int coordinates, List<Contestant> all) {
    double adam = all.get(0).median();
    System.out.printf(
        "%n%,d coordinates, one thread%n%9s %8s %9s %6s %6s %8s  %s%n",
        coordinates, "us/step", "to Adam", "by bytes", "moved", "kept", "GB/s", "rule");
    for (Contestant one : all) {
      double ratio = one.median() / adam;
      System.out.printf(
          "%9.1f %8.2f %9.2f %6d %6d %8.1f  %s%n",
          one.median() * 1e6,
          ratio,
          ratio * ADAM_NUMBERS / one.numbers,
          Float.BYTES * one.numbers,
          Float.BYTES * one.memory,
          Float.BYTES * one.numbers * (double) coordinates / one.median() * 1e-9,
          one.rule.name());
    }
  }
}
