package io.symlab.bench.lab;

import io.symlab.bench.forked.Folders;
import io.symlab.cli.client.LabClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code lab up} and {@code lab down}, again and again: how many ended in order, and how long the
 * slowest took. In order means: exit code 0, nobody answers in the home afterwards, and a second
 * {@code down} finds no lab. Every other time the lab trains two trials meanwhile, unless "idle" or
 * "busy" is said.
 *
 * <pre>./bench/run DownLoop [times=20] [idle | busy] [in=FOLDER]</pre>
 */
public final class DownLoop {
  private static final int NO_LAB = 3;

  private DownLoop() {}

  /** Takes {@code key=value} pairs and words. */
  public static void main(String[] args) throws Exception {
    var arguments = Arguments.of(args, "times", "idle", "busy", "in");
    int times = arguments.number("times", 20);
    Path home = Files.createTempDirectory(Path.of(arguments.text("in", "/tmp")), "symlab-down-");
    Path recipe = Files.writeString(home.resolve("endless.conf"), Recipes.endless(2));
    List<Double> idle = new ArrayList<>();
    List<Double> busy = new ArrayList<>();
    int inOrder = 0;
    try {
      for (int i = 1; i <= times; i++) {
        boolean works = arguments.has("busy") || (!arguments.has("idle") && i % 2 == 0);
        Shell.lab(home, "up").orThrow();
        if (works) {
          Shell.lab(home, "submit", recipe.toString()).orThrow();
          Thread.sleep(1500);
        }
        Shell.Ended down = Shell.lab(home, "down");
        (works ? busy : idle).add(down.seconds());
        boolean gone = !LabClient.isRunning(home) && Shell.lab(home, "down").exitCode() == NO_LAB;
        if (down.exitCode() == 0 && gone) {
          inOrder++;
        } else {
          System.out.printf(
              "  time %d: exit code %d, %s; %s%n",
              i, down.exitCode(), gone ? "gone" : "still there", down.output().strip());
        }
        System.out.printf("%4d %s %6.2f s%n", i, works ? "busy" : "idle", down.seconds());
      }
    } finally {
      Shell.lab(home, "down");
      Folders.delete(home);
    }
    System.out.printf("%d of %d in order%n", inOrder, times);
    System.out.println("idle, seconds: " + Shell.spread(idle));
    System.out.println("busy, seconds: " + Shell.spread(busy));
  }
}
