package io.symlab.bench.lab;

import io.symlab.bench.forked.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code lab status} costs from cold, in CPU-seconds and wall time with the launcher's own, on
 * a lab in the background with ten experiments; beside it {@code lab --version}, which asks nobody.
 *
 * <pre>./bench/run StatusCost [times=20] [verb=status] [in=FOLDER]</pre>
 */
public final class StatusCost {
  private static final int EXPERIMENTS = 10;

  private StatusCost() {}

  /** Takes {@code key=value} pairs. */
  public static void main(String[] args) throws Exception {
    var arguments = Arguments.of(args, "times", "verb", "in");
    int times = arguments.number("times", 20);
    String[] verb = arguments.text("verb", "status").split(" ");
    Path home = Files.createTempDirectory(Path.of(arguments.text("in", "/tmp")), "symlab-cost-");
    Path recipe = Files.writeString(home.resolve("quick.conf"), Recipes.quick(1));
    try {
      Shell.lab(home, "up").orThrow();
      for (int i = 0; i < EXPERIMENTS; i++) {
        Shell.lab(home, "submit", recipe.toString(), "--set", "seed=" + i).orThrow();
      }
      Shell.lab(home, "wait", "e" + EXPERIMENTS).orThrow();
      Shell.lab(home, verb).orThrow(); // makes the archive of classes, if there is none
      List<Double> cpu = new ArrayList<>();
      List<Double> wall = new ArrayList<>();
      List<Double> nothing = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Shell.Ended ended = Shell.lab(home, verb).orThrow();
        cpu.add(ended.cpuSeconds());
        wall.add(ended.seconds());
        nothing.add(Shell.lab(home, "--version").orThrow().cpuSeconds());
      }
      System.out.println("CPU-seconds:               " + Shell.spread(cpu));
      System.out.println("seconds of the wall clock: " + Shell.spread(wall));
      System.out.println("CPU-seconds of --version:  " + Shell.spread(nothing));
    } finally {
      Shell.lab(home, "down");
      Folders.delete(home);
    }
  }
}
