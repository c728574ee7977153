package io.symlab.bench.nights;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.cli.client.LabClient;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Fills the disk under a lab that works (a small one in memory, with the home on it), to the last
 * byte or the last inode, and makes room again, many times. Says how long it took until the lab
 * named the cause and held its trial, and until it went on; fails when the process died or the
 * results are others than those of a lab whose disk was never full. Needs the right to mount.
 *
 * <pre>{@code ./bench/run FullDisk [TIMES] [SEED]}</pre>
 */
public final class FullDisk {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MEGABYTES = 96;
  private static final int INODES = 4000;

  private final Path folder;
  private final SplittableRandom random;
  private final String[] recipe;

  private FullDisk(Path folder, int times, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    this.recipe = recipe(times);
  }

  /** Long enough to be met at work so often. */
  static String[] recipe(int times) {
    return new String[] {
      "name=starved",
      "seed=5",
      "meta-train.epochs=" + (60 + 40 * times),
      "meta-train.evaluate-every=20"
    };
  }

  public static void main(String[] arguments) throws Exception {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("symlab-full");
    try {
      System.out.println(run(folder, times, seed).orElse("mounting is not allowed here: skipped"));
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  /** Runs it; returns what there was, in words, or nothing where mounting is not allowed. */
  static Optional<String> run(Path folder, int times, long seed) throws Exception {
    Path place = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = SmallDisk.mount(place, MEGABYTES, INODES).orElse(null)) {
      return disk == null
          ? Optional.empty()
          : Optional.of(new FullDisk(folder, times, seed).run(disk, times));
    }
  }

  private String run(SmallDisk disk, int times) throws Exception {
    Path home = home(disk.folder().resolve("home"));
    double longestHold = 0;
    double longestRest = 0;
    Map<String, Long> results;
    try (var lab = ForkedLab.begin(home, folder.resolve("output"));
        var client = lab.connect()) {
      Asking.submit(client, recipe);
      for (int i = 1; i <= times; i++) {
        awaitWork(client, lab);
        Thread.sleep(random.nextInt(3000));
        boolean inodes = i % 3 == 0;
        long full = System.nanoTime();
        if (inodes) {
          disk.useUpInodes();
        } else {
          disk.fill();
        }
        String cause = awaitHeld(client, lab);
        double held = seconds(full);
        Thread.sleep(random.nextInt(3000));
        disk.free();
        long free = System.nanoTime();
        awaitWork(client, lab);
        double rested = seconds(free);
        longestHold = Math.max(longestHold, held);
        longestRest = Math.max(longestRest, rested);
        System.out.printf(
            "%3d %-6s held after %4.1f s, went on after %4.1f s: %s%n",
            i, inodes ? "inodes" : "space", held, rested, cause);
      }
      results = end(client, home);
    }
    Path undisturbed = home(folder.resolve("undisturbed"));
    try (var lab = ForkedLab.begin(undisturbed, folder.resolve("output"));
        var client = lab.connect()) {
      Asking.submit(client, recipe);
      require(end(client, undisturbed).equals(results), "the results are others");
    }
    return String.format(
        "%d times full: the process lived, held within %.1f s, went on within %.1f s, same bits",
        times, longestHold, longestRest);
  }

  static Path home(Path home) throws Exception {
    Homes.make(home);
    Files.writeString(
        home.resolve("lab.conf"),
        "symlab { slots = 1, disk-reserve = 24 MB, checkpoint-interval = 1s }\n");
    return home;
  }

  /** Until the trial is at work again, or has ended. */
  static void awaitWork(LabClient client, ForkedLab lab) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String state = trial(client);
      if (RunState.RUNNING.is(state) || RunState.ended(state)) {
        return;
      }
      require(System.nanoTime() < end, "it does not go on: " + client.experiment("e1"));
      require(lab.isAlive(), "the process has died");
      Thread.sleep(50);
    }
  }

  /** Until the lab says what it waits for, and its trial does not run; returns the cause. */
  private static String awaitHeld(LabClient client, ForkedLab lab) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      require(lab.isAlive(), "the process has died");
      Optional<LabView> view = client.lab();
      String state = trial(client);
      boolean rests = RunState.HELD.is(state) || RunState.ended(state);
      if (view.isPresent() && !view.get().getTrouble().isEmpty() && rests) {
        return view.get().getTrouble();
      }
      require(System.nanoTime() < end, "it is not held: " + client.experiment("e1"));
      Thread.sleep(50);
    }
  }

  private static String trial(LabClient client) throws Exception {
    return client.experiment("e1").getTrials(0).getState();
  }

  static Map<String, Long> end(LabClient client, Path home) throws Exception {
    ExperimentView end = Asking.await(client, "e1", Duration.ofMinutes(10));
    require(end.getState().equals("done"), "it is not done: " + end);
    return Homes.results(home, "e1", 1);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  static void require(boolean fact, String otherwise) {
    if (!fact) {
      throw new IllegalStateException(otherwise);
    }
  }
}
