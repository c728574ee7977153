package io.symlab.bench.nights;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.cli.client.LabClient;
import io.symlab.experiment.RunState;
import io.symlab.proto.LabView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes the disk under a lab that works read-only, as the kernel does after an error (an ext4 in a
 * file, with the home on it; no file need be closed for that, and nothing but mounting it again
 * makes it good), many times. Says how long it took until the lab named the cause and held its
 * trial, and how it ended when it was told to; then mounts the disk again and starts the next one.
 * Fails when a process died, or the results are others than those of a lab that was never
 * disturbed. Needs the right to mount.
 *
 * <pre>{@code ./bench/run ReadOnlyDisk [TIMES] [SEED]}</pre>
 */
public final class ReadOnlyDisk {
  private static final int MEGABYTES = 192;

  private final Path folder;
  private final SplittableRandom random;
  private final String[] recipe;

  private ReadOnlyDisk(Path folder, int times, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    this.recipe = FullDisk.recipe(times);
  }

  public static void main(String[] arguments) throws Exception {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("symlab-read-only");
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
    try (LoopDisk disk = LoopDisk.mount(folder.resolve("image"), place, MEGABYTES).orElse(null)) {
      return disk == null
          ? Optional.empty()
          : Optional.of(new ReadOnlyDisk(folder, times, seed).run(disk, times));
    }
  }

  private String run(LoopDisk disk, int times) throws Exception {
    Path home = FullDisk.home(disk.folder().resolve("home"));
    SmallDisk.run("sync"); // the settings at least are to outlive what follows
    double longestHold = 0;
    for (int i = 1; i <= times; i++) {
      try (var lab = ForkedLab.begin(home, folder.resolve("output"));
          var client = lab.connect()) {
        if (i == 1) {
          Asking.submit(client, recipe);
        }
        FullDisk.awaitWork(client, lab);
        Thread.sleep(random.nextInt(3000));
        long begun = System.nanoTime();
        disk.failWrites();
        String cause = awaitNamed(client, lab);
        double held = (System.nanoTime() - begun) * 1e-9;
        longestHold = Math.max(longestHold, held);
        System.out.printf("%3d held after %4.1f s: %s%n", i, held, cause);
      }
      disk.mountAgain();
    }
    Map<String, Long> results;
    try (var lab = ForkedLab.begin(home, folder.resolve("output"));
        var client = lab.connect()) {
      results = FullDisk.end(client, home);
    }
    Path undisturbed = FullDisk.home(folder.resolve("undisturbed"));
    try (var lab = ForkedLab.begin(undisturbed, folder.resolve("output"));
        var client = lab.connect()) {
      Asking.submit(client, recipe);
      FullDisk.require(FullDisk.end(client, undisturbed).equals(results), "the results are others");
    }
    return String.format(
        "%d times read-only: the process lived, held within %.1f s, same bits", times, longestHold);
  }

  /** Until the lab says what it waits for, and its trial does not run; returns the cause. */
  private static String awaitNamed(LabClient client, ForkedLab lab) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (true) {
      FullDisk.require(lab.isAlive(), "the process has died");
      String trouble = client.lab().map(LabView::getTrouble).orElse("");
      String state = client.experiment("e1").getTrials(0).getState();
      if (!trouble.isEmpty() && (RunState.HELD.is(state) || RunState.ended(state))) {
        FullDisk.require(trouble.contains("read-only"), "the cause is \"" + trouble + '"');
        return trouble;
      }
      FullDisk.require(System.nanoTime() < end, "it is not held: " + client.experiment("e1"));
      Thread.sleep(50);
    }
  }
}
