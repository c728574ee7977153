package io.symlab.bench.cluster;

import io.symlab.bench.cluster.LossRecords.Loss;
import io.symlab.bench.forked.Folders;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Loses random workers of a lab while it works through a sweep: kills them (SIGKILL), freezes them
 * for a minute (SIGSTOP), or cuts the network between them and the lab for a minute (each in a
 * network namespace of its own, which needs the right to make those); or kills the lab itself.
 * Prints how long each loss took to be noticed, how long until the worker was back, and how much
 * work was lost, from the last checkpoint to the loss; and in the end compares all results with
 * those of a lab without workers, byte by byte. No trial may fail, with one retry, and no stage may
 * have two results.
 *
 * <pre>
 * {@code ./bench/run LosingWorkers [kill|freeze|partition|lab] [LOSSES] [WORKERS] [TRIALS] [SEED]}
 * </pre>
 */
public final class LosingWorkers {
  private static final String RECIPE =
      """
      name = losing
      optimizee { kind = quadratic, instances = 8, dimension = 10 }
      meta-train { epochs = 400, steps = 100, unroll = 20, evaluate-every = 20 }
      distill {
        rollouts { train = 2, validation = 1, test = 1 }
        steps = 20, coordinates = 10, window = 2, islands = 2, population = 20, rounds = 3
      }
      meta-tune { epochs = 2, steps = 20, evaluate-every = 2 }
      evaluate { runs = 2, steps = 20, baselines { adam = [0.01] } }
      """;

  /** What becomes of a worker, or of the lab. */
  enum Way {
    KILL,
    FREEZE,
    PARTITION,
    LAB
  }

  /**
   * What is to be done.
   *
   * @param away how long a worker is frozen or cut off, if it is noticed before
   */
  record Plan(Way way, int losses, int workers, int trials, long seed, Duration away) {}

  private final Plan plan;
  private final ForkedNodes nodes;
  private final List<Double> noticed = new ArrayList<>();
  private final List<Double> back = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private LosingWorkers(Plan plan, ForkedNodes nodes) {
    this.plan = plan;
    this.nodes = nodes;
  }

  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments.length > 0 ? arguments[0].toUpperCase(Locale.ROOT) : "KILL");
    var plan =
        new Plan(
            way,
            number(arguments, 1, way == Way.KILL ? 20 : 1),
            number(arguments, 2, 2),
            number(arguments, 3, 8),
            number(arguments, 4, 1),
            Duration.ofMinutes(1));
    Path folder = Files.createTempDirectory("symlab-losing");
    try {
      System.out.println(
          run(folder, plan).orElse("making network namespaces is not allowed here: skipped"));
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  private static int number(String[] arguments, int at, int usual) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
  }

  /**
   * Runs it; returns what there was, in words, or nothing where network namespaces are wanted and
   * not allowed.
   */
  static Optional<String> run(Path folder, Plan plan, String... overrides) throws Exception {
    if (plan.way != Way.PARTITION) {
      return Optional.of(run(folder, plan, Optional.empty(), overrides));
    }
    try (Network network = Network.make(plan.workers + 1).orElse(null)) {
      return network == null
          ? Optional.empty()
          : Optional.of(run(folder, plan, Optional.of(network), overrides));
    }
  }

  private static String run(Path folder, Plan plan, Optional<Network> network, String... overrides)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("sweep.seeds=" + plan.trials);
    String[] recipe = all.toArray(String[]::new);
    String words;
    LossRecords records;
    try (var nodes = new ForkedNodes(folder, network)) {
      words = new LosingWorkers(plan, nodes).lose(recipe);
      records = new LossRecords(nodes.home());
    }
    try (var undisturbed = new ForkedNodes(folder.resolve("undisturbed"), Optional.empty())) {
      undisturbed.submit(RECIPE, recipe);
      undisturbed.awaitEnd();
      return String.format(
          "%s; lost as a node: %d times; stages with two results: %d; %d of %d files are the same,"
              + " byte by byte",
          words,
          records.count("node-lost", plan.trials),
          records.doubleResults(plan.trials),
          records.same(undisturbed.home(), plan.trials),
          LossRecords.files(plan.trials));
    }
  }

  private String lose(String... recipe) throws Exception {
    for (int i = 0; i < plan.workers; i++) {
      long begun = System.nanoTime();
      nodes.join();
      System.out.printf(
          "%s has joined after %.1f s, its keys included%n", ForkedNodes.name(i), since(begun));
    }
    nodes.submit(RECIPE, recipe);
    var random = new SplittableRandom(plan.seed);
    for (int i = 0; i < plan.losses && !nodes.hasEnded(); i++) {
      if (plan.way == Way.LAB) {
        loseLab();
      } else {
        lose(random.nextInt(plan.workers));
      }
    }
    ExperimentView view = nodes.awaitEnd();
    return String.format(
        "%d losses; noticed after %s s, back after %s s; work lost %s s; experiment %s, trials %s",
        noticed.size(),
        spread(noticed),
        spread(back),
        spread(new LossRecords(nodes.home()).lost(losses)),
        view.getState(),
        view.getTrialsList().stream().map(TrialView::getState).toList());
  }

  private void lose(int worker) throws Exception {
    nodes.awaitWork(worker);
    Thread.sleep(2000); // so that there is something to lose
    nodes.doing(worker).forEach(trial -> losses.add(new Loss(trial, Instant.now())));
    long begun = System.nanoTime();
    take(worker);
    nodes.awaitState(worker, "away");
    noticed.add(since(begun));
    if (plan.way != Way.KILL) {
      Thread.sleep(Math.max(0, plan.away.toMillis() - (long) (1000 * since(begun))));
    }
    give(worker);
    begun = System.nanoTime();
    nodes.awaitState(worker, "up");
    back.add(since(begun));
    System.out.printf(
        "%s: noticed after %.1f s, back after %.1f s%n",
        ForkedNodes.name(worker), noticed.get(noticed.size() - 1), back.get(back.size() - 1));
  }

  private void take(int worker) throws Exception {
    switch (plan.way) {
      case KILL -> nodes.worker(worker).kill();
      case FREEZE -> nodes.worker(worker).freeze(true);
      case PARTITION -> nodes.cut(worker, true);
      case LAB -> throw new IllegalArgumentException("the lab is no worker");
    }
  }

  private void give(int worker) throws Exception {
    switch (plan.way) {
      case KILL -> nodes.worker(worker).start();
      case FREEZE -> nodes.worker(worker).freeze(false);
      case PARTITION -> nodes.cut(worker, false);
      case LAB -> throw new IllegalArgumentException("the lab is no worker");
    }
  }

  /** It is started again at once, as its watchdog does it. */
  private void loseLab() throws Exception {
    awaitAll();
    Thread.sleep(10_000); // a trial that loses the lab three times without a checkpoint has failed
    long begun = System.nanoTime();
    nodes.lab().kill();
    nodes.lab().start();
    nodes.awaitLab();
    noticed.add(since(begun));
    awaitAll();
    back.add(since(begun));
    System.out.printf(
        "the lab listens after %.1f s, all workers are back after %.1f s%n",
        noticed.get(noticed.size() - 1), back.get(back.size() - 1));
  }

  private void awaitAll() throws Exception {
    for (int i = 0; i < nodes.workers(); i++) {
      nodes.awaitState(i, "up");
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static String spread(List<Double> times) {
    if (times.isEmpty()) {
      return "-";
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        "%.1f to %.1f, median %.1f",
        sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 2]);
  }
}
