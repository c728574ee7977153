package io.symlab.bench;

import io.symlab.bench.forked.ForkedJava;
import io.symlab.model.data.DataSettings;
import io.symlab.model.meta.MetaTraining;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.Compute;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.torch.TorchDevice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How fast meta-training is: optimizer steps per second of one thread's CPU, once warm, and the
 * peak of resident memory, for RP_s, RP with five features and DM, on either engine. The published
 * problem: an MLP 784-30-20-10, batches of 128, unrolls of 20. Each case has a JVM of its own. What
 * a step allocates is some 30 kB when all vectors are in registers, and megabytes when a loop boxes
 * them. With "together": two trainers at once against one alone, see {@link TogetherBenchmark}.
 *
 * <pre>./bench/run MetaTrainingBenchmark [together] [folder of MNIST]</pre>
 */
public final class MetaTrainingBenchmark {
  private static final double WARM_UP_SECONDS = 8;
  private static final double SECONDS = 10;

  private MetaTrainingBenchmark() {}

  /** Runs all cases, or, with "case" in front, one in this process. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("case")) {
      measure(args[1], args[2], args.length > 3 ? args[3] : "");
      return;
    }
    if (args.length > 0 && args[0].equals("together")) {
      TogetherBenchmark.measure(args.length > 1 ? args[1] : "");
      return;
    }
    System.out.printf(
        "%-6s %-6s %18s %22s %16s %14s%n",
        "rule",
        "engine",
        "steps/CPU-second",
        "ms a step, rule alone",
        "kB allocated",
        "peak RSS, MiB");
    for (String rule : List.of("RP_s", "RP", "DM")) {
      for (String engine : List.of("fused", "djl")) {
        fork(rule, engine, args.length > 0 ? args[0] : "");
      }
    }
  }

  private static void fork(String rule, String engine, String mnist)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        ForkedJava.builder(MetaTrainingBenchmark.class, List.of("case", rule, engine, mnist));
    builder.inheritIO();
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.start().waitFor();
  }

  private static void measure(String name, String engine, String mnist) throws IOException {
    try (Optimizee optimizee = optimizee(mnist);
        MetaTraining work = training(optimizee, name, RuleEngine.named(engine))) {
      run(work, WARM_UP_SECONDS);
      double rate = run(work, SECONDS);
      double allocated = allocated(work);
      System.out.printf(
          Locale.ROOT,
          "%-6s %-6s %18.0f %22.2f %16.0f %14d%n",
          name,
          engine,
          rate,
          1e3 / rate - 1e3 / passes(optimizee),
          allocated / 1e3,
          peakMebibytes());
    }
  }

  /** The published problem. */
  static Optimizee optimizee(String mnist) throws IOException {
    DataSettings data =
        mnist.isEmpty()
            ? new DataSettings("rendered", "", false, 6000, 1)
            : new DataSettings("mnist", mnist, false, 0, 1);
    return Optimizees.open(new OptimizeeSettings("mlp", List.of(30, 20), 128, 0.01, data, 0, 0));
  }

  /** Endless meta-training on it. */
  static MetaTraining training(Optimizee optimizee, String rule) {
    return training(optimizee, rule, RuleEngine.FUSED);
  }

  private static MetaTraining training(Optimizee optimizee, String rule, RuleEngine engine) {
    MetaTrainingSettings training = new MetaTrainingSettings(1_000_000, 200, 20, 1e-3, 0, 0);
    var compute = new Compute(engine, TorchDevice.CPU);
    return new MetaTraining(optimizee, settings(rule), training, 1, compute);
  }

  private static RuleSettings settings(String name) {
    return switch (name) {
      case "RP_s" -> new RuleSettings(List.of(Feature.MT, Feature.GT), 6, List.of(7), 0.01);
      case "DM" -> RuleSettings.dm(Preprocess.RAW);
      default ->
          new RuleSettings(
              List.of(Feature.MT, Feature.GT, Feature.MOM5, Feature.MOM9, Feature.MOM99),
              9,
              List.of(12),
              0.01);
    };
  }

  /** Steps per second of this thread's CPU. */
  private static double run(MetaTraining work, double seconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long steps = 0;
    while (threads.getCurrentThreadCpuTime() - start < seconds * 1e9 || steps % 200 != 0) {
      work.step();
      steps++;
    }
    return steps * 1e9 / (threads.getCurrentThreadCpuTime() - start);
  }

  /** Bytes per step, over one epoch. */
  private static double allocated(MetaTraining work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!(threads instanceof com.sun.management.ThreadMXBean counting)) {
      return Double.NaN;
    }
    long thread = Thread.currentThread().getId();
    long start = counting.getThreadAllocatedBytes(thread);
    int steps = 0;
    do {
      work.step();
    } while (++steps < 200);
    return (counting.getThreadAllocatedBytes(thread) - start) / 200.0;
  }

  /** The optimizee's own passes per second. */
  private static double passes(Optimizee optimizee) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "passes", 0);
    float[] theta = new float[optimizee.size()];
    float[] gradient = new float[optimizee.size()];
    problem.initial(theta);
    long start = threads.getCurrentThreadCpuTime();
    int passes = 2000;
    for (int step = 0; step < passes; step++) {
      problem.gradient(theta, step, gradient);
    }
    return passes * 1e9 / (threads.getCurrentThreadCpuTime() - start);
  }

  /** VmHWM; 0 where the system does not say. */
  private static long peakMebibytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
