package io.symlab.bench;

import io.symlab.model.data.DataSettings;
import io.symlab.model.data.Images;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.torch.Torch;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a problem costs: losses with gradient, and losses alone, per CPU-second of one thread,
 * copies in and out included; and how fast digits are drawn. Prints one line per problem.
 *
 * <p>Run it with {@code ./bench/run DifferentiatingOptimizees}.
 */
public final class DifferentiatingOptimizees {
  private static final int DIGITS = 20_000;
  private static final double SECONDS = 3;

  private DifferentiatingOptimizees() {}

  /** Warms up, measures, prints. */
  public static void main(String[] args) {
    for (int seed = 1; seed <= 4; seed++) {
      long start = cpu();
      int drawn = Images.load(digits(seed)).train().count() * 7 / 6;
      System.out.printf(
          "%,10.0f digits drawn per CPU-second, round %d%n", drawn / ((cpu() - start) / 1e9), seed);
    }
    System.out.printf("per CPU-second, one thread, %s%n", Torch.cpu().description());
    System.out.printf("%10s %10s%n", "gradients", "losses");
    measure("mlp 784-30-20-10, batch 128", mlp(30, 20));
    measure("mlp 784-50-20-20-12-10, batch 128", mlp(50, 20, 20, 12));
    measure(
        "quadratic, 128 instances of 10",
        new OptimizeeSettings("quadratic", List.of(), 0, 0.01, null, 128, 10));
  }

  private static DataSettings digits(long seed) {
    return new DataSettings("rendered", "", false, DIGITS, seed);
  }

  private static OptimizeeSettings mlp(Integer... hidden) {
    return new OptimizeeSettings("mlp", List.of(hidden), 128, 0.01, digits(1), 0, 0);
  }

  private static void measure(String name, OptimizeeSettings settings) {
    try (Optimizee optimizee = Optimizees.open(settings)) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "bench", 0);
      float[] theta = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      problem.initial(theta);
      Step differentiate = step -> problem.gradient(theta, step, gradient);
      Step evaluate = step -> problem.loss(theta, step);
      rate(differentiate);
      System.out.printf("%,10.0f %,10.0f  %s%n", rate(differentiate), rate(evaluate), name);
    }
  }

  private interface Step {
    double take(int step);
  }

  private static double rate(Step work) {
    long start = cpu();
    long now = start;
    int steps = 0;
    while (now - start < SECONDS * 1e9) {
      for (int i = 0; i < 50; i++) {
        if (Double.isNaN(work.take(steps++))) {
          throw new IllegalStateException("a loss is not a number");
        }
      }
      now = cpu();
    }
    return steps / ((now - start) / 1e9);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
