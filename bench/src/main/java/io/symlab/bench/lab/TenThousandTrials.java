package io.symlab.bench.lab;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Many quick trials in a few experiments: what they take in time, heap and disk, how soon the lab
 * answers while they run, and how soon it starts once all have ended. A new home is made in the
 * folder named, and taken away again unless "keep" is said.
 *
 * <pre>./bench/run TenThousandTrials [trials=1000] [experiments=10] [heap=512m] [in=FOLDER] [keep]
 * </pre>
 *
 * The seconds at each tenth of the trials, wall and CPU, show whether the time per trial grows with
 * their number: 10,000 may take 12 times what 1,000 take.
 */
public final class TenThousandTrials {
  private static final long PAUSE_MILLIS = 250;

  private final ForkedLab lab;
  private final List<String> ids = new ArrayList<>();
  private final Random random = new Random(1);

  private TenThousandTrials(ForkedLab lab) {
    this.lab = lab;
  }

  /** Takes {@code key=value} pairs, and {@code keep}. */
  public static void main(String[] args) throws Exception {
    var arguments = Arguments.of(args, "trials", "experiments", "heap", "in", "keep");
    int trials = arguments.number("trials", 1000);
    int experiments = arguments.number("experiments", 10);
    String heap = "-Xmx" + arguments.text("heap", "512m");
    Path home = Files.createTempDirectory(Path.of(arguments.text("in", "/tmp")), "symlab-trials-");
    try {
      try (var lab = ForkedLab.start(home, heap)) {
        new TenThousandTrials(lab).run(trials, experiments);
        System.out.printf("left in %.1f s%n", lab.stop());
      }
      disk(home, trials);
      startAgain(home, heap);
    } finally {
      if (arguments.has("keep")) {
        System.out.println("kept: " + home);
      } else {
        Folders.delete(home);
        Files.deleteIfExists(home.resolveSibling(home.getFileName() + ".out"));
      }
    }
  }

  private void run(int trials, int experiments) throws Exception {
    var timings = new Timings();
    long begin = System.nanoTime();
    double cpu = lab.figures().cpuSeconds();
    for (int i = 0; i < experiments; i++) {
      String recipe = Recipes.quick(trials / experiments);
      ids.add(timings.take("submit", () -> lab.submit(recipe)));
    }
    System.out.printf("%10s %10s %12s %14s%n", "ended", "seconds", "CPU-seconds", "resident MiB");
    int shown = 0;
    int all = trials / experiments * experiments;
    for (int ended = 0; ended < all; ) {
      Thread.sleep(PAUSE_MILLIS);
      ended = look(timings);
      if (10L * ended / all > shown) {
        shown = (int) (10L * ended / all);
        System.out.printf(
            "%10d %10.1f %12.1f %14d%n",
            ended,
            (System.nanoTime() - begin) * 1e-9,
            lab.figures().cpuSeconds() - cpu,
            lab.figures().status("VmRSS") >> 10);
      }
    }
    System.out.println("answers while they ran, each on a connection of its own:");
    timings.print();
    System.out.printf(
        "live heap %d MiB after a full collection, peak resident %d MiB, %d threads, %d files%n",
        lab.figures().live().bytes() >> 20,
        lab.figures().status("VmHWM") >> 10,
        lab.figures().status("Threads"),
        lab.figures().openFiles());
  }

  /** Asks each verb once; returns how many trials have ended. */
  private int look(Timings timings) throws InterruptedException {
    String id = ids.get(random.nextInt(ids.size()));
    List<ExperimentView> list = timings.take("list", () -> ask(LabClient::experiments));
    ExperimentView one = timings.take("status", () -> ask(client -> client.experiment(id)));
    timings.take("ping", () -> ask(client -> client.ask(LabQuestions.ping())));
    if (one != null) {
      int trial =
          one.getTrialsList().stream()
              .filter(t -> RunState.DONE.is(t.getState()))
              .mapToInt(t -> t.getIndex())
              .findAny()
              .orElse(0);
      if (trial > 0) {
        timings.take("logs", () -> ask(c -> c.ask(LabQuestions.logs(id, trial, 0, false))));
        timings.take("front", () -> ask(c -> c.ask(LabQuestions.front(id, trial))));
      }
    }
    return list == null ? 0 : list.stream().mapToInt(TenThousandTrials::ended).sum();
  }

  private static int ended(ExperimentView experiment) {
    return experiment.getCountsMap().entrySet().stream()
        .filter(count -> RunState.ended(count.getKey()))
        .mapToInt(count -> count.getValue())
        .sum();
  }

  private <T> T ask(Question<T> question) throws Exception {
    try (LabClient client = lab.connect()) {
      return question.ask(client);
    }
  }

  private static void disk(Path home, int trials) throws Exception {
    System.out.printf(
        "disk per trial %.0f KiB; journal %.1f KiB and snapshots %.1f KiB of it%n",
        Folders.disk(home) / 1024.0 / trials,
        Folders.disk(home.resolve("journal")) / 1024.0 / trials,
        Folders.disk(home.resolve("snapshots")) / 1024.0 / trials);
  }

  private static void startAgain(Path home, String heap) throws Exception {
    long begin = System.nanoTime();
    try (var lab = ForkedLab.start(home, heap)) {
      double answered = (System.nanoTime() - begin) * 1e-9;
      double cpu = lab.figures().cpuSeconds();
      try (LabClient client = lab.connect()) {
        var timings = new Timings();
        for (ExperimentView one : timings.take("list", client::experiments)) {
          timings.take("status", () -> client.experiment(one.getId()));
        }
        System.out.printf(
            "started with all of them ended: answers after %.1f s, %.1f CPU-seconds%n",
            answered, cpu);
        timings.print();
      }
      System.out.printf("live heap then %d MiB%n", lab.figures().live().bytes() >> 20);
    }
  }

  private interface Question<T> {
    T ask(LabClient client) throws Exception;
  }
}
