package io.symlab.bench.cluster;

import akka.actor.typed.ActorSystem;
import com.sun.management.OperatingSystemMXBean;
import io.symlab.bench.forked.Folders;
import io.symlab.proto.HostSlots;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The islands of one search on several hosts, each an actor system of its own with its own sockets,
 * all in this process: how many messages and bytes go through the sockets for each round, and
 * whether the front is the one that {@code LocalArchipelago} finds. The leader has a host of its
 * own beside the others, with no slots. Islands are small: what is measured is what they say to
 * each other.
 *
 * <pre>{@code ./bench/run IslandsOnHosts [ROUNDS] [HOSTS,HOSTS...] [ISLANDS,ISLANDS...]}</pre>
 */
public final class IslandsOnHosts {
  private static final int POPULATION = 12;
  private static final int COMPLEXITY = 12;
  private static final int ROWS = 200;

  private IslandsOnHosts() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int[] hosts = numbers(arguments, 1, "1,2,4,8");
    int[] islands = numbers(arguments, 2, "8,64,250,1000");
    Path folder = Files.createTempDirectory("symlab-islands");
    try {
      System.out.println(
          "| islands | hosts | CPU seconds | messages / round | KiB / round | leader to crews |"
              + " crews to leader | ring | elites, bytes each | as LocalArchipelago |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|");
      for (int many : islands) {
        for (int count : hosts) {
          measure(folder.resolve(many + "-" + count), many, count, rounds);
        }
      }
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  private static int[] numbers(String[] arguments, int at, String usual) {
    String words = arguments.length > at ? arguments[at] : usual;
    return Stream.of(words.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static void measure(Path home, int islands, int count, int rounds) throws Exception {
    Files.createDirectories(home);
    List<ActorSystem<Void>> systems = new ArrayList<>();
    ActorSystem<Void> lab = SocketSystem.create("lab");
    try {
      List<HostSlots> slots = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ActorSystem<Void> system = SocketSystem.create("host" + i);
        systems.add(system);
        slots.add(SocketSystem.host(system, "host" + i, 1, home.resolve("host" + i)));
      }
      var search = new IslandSearch(home, islands, POPULATION, rounds, ROWS, COMPLEXITY);
      Traffic.reset();
      double begun = cpuSeconds();
      List<String> front = search.run(lab, slots);
      double seconds = cpuSeconds() - begun;
      Map<String, Traffic.Sum> sums = Traffic.sums();
      print(islands, count, rounds, seconds, sums, front.equals(search.reference()));
    } finally {
      systems.forEach(ActorSystem::terminate);
      lab.terminate();
      lab.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static void print(
      int islands,
      int hosts,
      int rounds,
      double seconds,
      Map<String, Traffic.Sum> sums,
      boolean same) {
    Traffic.Sum none = new Traffic.Sum(0, 0);
    Traffic.Sum all = sums.values().stream().reduce(none, Traffic.Sum::plus);
    Traffic.Sum elites = sums.getOrDefault("Pass", none);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.1f | %.1f | %.1f | %s | %s | %s | %s | %s |%n",
        islands,
        hosts,
        seconds,
        (double) all.messages() / rounds,
        all.bytes() / 1024.0 / rounds,
        words(sums.getOrDefault("Order", none)),
        words(sums.getOrDefault("Said", none)),
        words(elites.plus(sums.getOrDefault("Passed", none))),
        elites.messages() == 0 ? "-" : Long.toString(elites.bytes() / elites.messages()),
        same ? "yes" : "NO");
  }

  private static double cpuSeconds() {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return process.getProcessCpuTime() / 1e9;
  }

  private static String words(Traffic.Sum sum) {
    return String.format(Locale.ROOT, "%d, %.0f KiB", sum.messages(), sum.bytes() / 1024.0);
  }
}
