package io.symlab.bench;

import io.symlab.model.meta.MetaTraining;
import io.symlab.model.optimizee.Optimizee;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two trainers in one process against one alone, turn by turn: what they lose to each other by
 * sharing memory, the collector and locks. The ratio of steps per second is what a user sees, and
 * means something only on a machine with two free cores; that of steps per CPU-second does not mind
 * other load, and does not see waits for locks or the collector. Both are 2 when nothing is lost.
 */
final class TogetherBenchmark {
  private static final double WARM_UP_SECONDS = 30;
  private static final double TURN_SECONDS = 4;
  private static final int TURNS = 7;

  private TogetherBenchmark() {}

  /** What one thread did in its turn. */
  private record Turn(long steps, double wall, double cpu) {}

  static void measure(String mnist) throws IOException {
    System.out.printf(
        "%-6s %16s %16s %8s %22s%n",
        "rule", "one, steps/s", "two, steps/s", "ratio", "ratio, by CPU-second");
    for (String rule : List.of("RP_s", "RP")) {
      measure(rule, mnist);
    }
  }

  private static void measure(String rule, String mnist) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Optimizee first = MetaTrainingBenchmark.optimizee(mnist);
        Optimizee second = MetaTrainingBenchmark.optimizee(mnist);
        MetaTraining one = MetaTrainingBenchmark.training(first, rule);
        MetaTraining two = MetaTrainingBenchmark.training(second, rule)) {
      turns(threads, List.of(one, two), WARM_UP_SECONDS);
      double[] alone = new double[TURNS];
      double[] both = new double[TURNS];
      double[] ratio = new double[TURNS];
      double[] byCpu = new double[TURNS];
      for (int i = 0; i < TURNS; i++) {
        List<Turn> a = turns(threads, List.of(one), TURN_SECONDS);
        List<Turn> b = turns(threads, List.of(one, two), TURN_SECONDS);
        alone[i] = a.stream().mapToDouble(t -> t.steps() / t.wall()).sum();
        both[i] = b.stream().mapToDouble(t -> t.steps() / t.wall()).sum();
        ratio[i] = both[i] / alone[i];
        byCpu[i] =
            b.stream().mapToDouble(t -> t.steps() / t.cpu()).sum()
                / a.stream().mapToDouble(t -> t.steps() / t.cpu()).sum();
      }
      System.out.printf(
          Locale.ROOT,
          "%-6s %16.0f %16.0f %8.2f %22.2f%n",
          rule,
          median(alone),
          median(both),
          median(ratio),
          median(byCpu));
    } finally {
      threads.shutdown();
    }
  }

  private static List<Turn> turns(
      ExecutorService threads, List<MetaTraining> works, double seconds) {
    List<Future<Turn>> running = new ArrayList<>();
    for (MetaTraining work : works) {
      running.add(threads.submit(() -> turn(work, seconds)));
    }
    List<Turn> turns = new ArrayList<>();
    for (Future<Turn> turn : running) {
      try {
        turns.add(turn.get());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a trainer failed", e);
      }
    }
    return turns;
  }

  private static Turn turn(MetaTraining work, double seconds) {
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long steps = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      work.step();
      steps++;
    }
    double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    return new Turn(steps, (System.nanoTime() - start) / 1e9, used);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
