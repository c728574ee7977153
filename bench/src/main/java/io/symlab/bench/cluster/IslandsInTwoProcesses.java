package io.symlab.bench.cluster;

import akka.actor.typed.ActorSystem;
import com.sun.management.OperatingSystemMXBean;
import io.symlab.bench.forked.Folders;
import io.symlab.proto.HostSlots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The islands of one search in one process with one slot, and in two processes with one each, in
 * turns: rounds for each second of processor time that the processes used together, and the
 * wall-clock time. The first turn of each warms up and is not counted. Fronts must be the same.
 *
 * <pre>{@code ./bench/run IslandsInTwoProcesses [TURNS] [ISLANDS] [ROUNDS] [POPULATION]}</pre>
 */
public final class IslandsInTwoProcesses {
  private static final int ROWS = 2000;

  private IslandsInTwoProcesses() {}

  /** The other process: a host, until its input ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      ActorSystem<Void> system = SocketSystem.create("other");
      System.out.println(SocketSystem.host(system, "other", 1, Path.of(arguments[0])).getActor());
      while (System.in.read() >= 0) {
        // It ends with who started it.
      }
      System.exit(0);
    }
  }

  private record Measured(double perCpuSecond, double seconds) {}

  public static void main(String[] arguments) throws Exception {
    int turns = number(arguments, 0, 3);
    Path home = Files.createTempDirectory("symlab-two");
    var search =
        new IslandSearch(
            home,
            number(arguments, 1, 8),
            number(arguments, 3, 100),
            number(arguments, 2, 40),
            ROWS);
    ActorSystem<Void> lab = SocketSystem.create("lab");
    Process other = fork(home.resolve("other"));
    try {
      var output =
          new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      while (line != null && !line.startsWith("akka://")) {
        line = output.readLine();
      }
      HostSlots here = SocketSystem.host(lab, "lab", 1, home);
      HostSlots there = HostSlots.newBuilder().setHost("other").setSlots(1).setActor(line).build();
      List<Measured> one = new ArrayList<>();
      List<Measured> two = new ArrayList<>();
      List<String> front = null;
      for (int turn = 0; turn <= turns; turn++) {
        for (List<HostSlots> hosts : List.of(List.of(here), List.of(here, there))) {
          List<String> found = measure(search, lab, hosts, other, hosts.size() == 1 ? one : two);
          if (front != null && !front.equals(found)) {
            throw new IllegalStateException("another front: " + found + " and not " + front);
          }
          front = found;
        }
      }
      print(one.subList(1, one.size()), two.subList(1, two.size()));
    } finally {
      other.destroyForcibly().waitFor();
      lab.terminate();
      Folders.delete(home);
    }
    System.exit(0); // threads of libraries may linger
  }

  private static int number(String[] arguments, int at, int usual) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
  }

  private static List<String> measure(
      IslandSearch search,
      ActorSystem<Void> lab,
      List<HostSlots> hosts,
      Process other,
      List<Measured> into)
      throws IOException {
    double cpu = cpuSeconds(other);
    long begun = System.nanoTime();
    List<String> front = search.run(lab, hosts);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double used = cpuSeconds(other) - cpu;
    into.add(new Measured(search.rounds() / used, seconds));
    System.out.printf(
        Locale.ROOT,
        "%d process%s: %.1f rounds per CPU second, %.1f CPU seconds, %.1f seconds%n",
        hosts.size(),
        hosts.size() == 1 ? "" : "es",
        search.rounds() / used,
        used,
        seconds);
    return front;
  }

  /** Of both processes; one that has nothing to do uses next to none. */
  private static double cpuSeconds(Process other) {
    var here = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double there = other.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    return here.getProcessCpuTime() / 1e9 + there;
  }

  private static void print(List<Measured> one, List<Measured> two) {
    double alone = median(one.stream().mapToDouble(Measured::perCpuSecond).toArray());
    double both = median(two.stream().mapToDouble(Measured::perCpuSecond).toArray());
    System.out.printf(
        Locale.ROOT,
        "medians: %.1f rounds per CPU second in one process, %.1f in two: %.1f %%; the same front%n",
        alone,
        both,
        100 * both / alone);
    System.out.printf(
        Locale.ROOT,
        "         %.1f seconds in one process, %.1f in two%n",
        median(one.stream().mapToDouble(Measured::seconds).toArray()),
        median(two.stream().mapToDouble(Measured::seconds).toArray()));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static Process fork(Path home) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Other.class.getName()));
    command.add(home.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
