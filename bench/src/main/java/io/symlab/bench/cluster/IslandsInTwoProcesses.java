package io.symlab.bench.cluster;

import akka.actor.typed.ActorSystem;
import com.sun.management.OperatingSystemMXBean;
import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedJava;
import io.symlab.proto.HostSlots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The islands of one search in two processes with a slot each, beside two processes that each do
 * such a search alone at the same time, in turns: rounds for each second of processor time that
 * both used. So the cores are equally busy, and what differs is what the halves of a search say to
 * each other. A search in one process while the other idles is shown, too. The first turn warms up
 * and is not counted. All fronts must be the same.
 *
 * <pre>{@code
 * ./bench/run IslandsInTwoProcesses [TURNS] [ISLANDS] [ROUNDS] [POPULATION] [ROWS] [MAX-COMPLEXITY]
 * }</pre>
 */
public final class IslandsInTwoProcesses {
  private final Path home;
  private final IslandSearch search;
  private final ActorSystem<Void> lab = SocketSystem.create("lab");
  private final HostSlots here;
  private final Process other;
  private final BufferedReader said;
  private final HostSlots there;
  private List<String> front;

  /** The other process: a host, and a search of its own for each byte that it is sent. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      Path home = Path.of(arguments[0]);
      Files.createDirectories(home);
      ActorSystem<Void> system = SocketSystem.create("other");
      HostSlots own = SocketSystem.host(system, "other", 1, home);
      System.out.println(own.getActor());
      var search = search(home, arguments, 1);
      while (System.in.read() >= 0) {
        search.run(system, List.of(own));
        System.out.println("done");
      }
      System.exit(0); // it ends with who started it
    }
  }

  private IslandsInTwoProcesses(Path home, String[] arguments) throws IOException {
    this.home = home;
    search = search(home, arguments, 1);
    here = SocketSystem.host(lab, "lab", 1, home);
    other = fork(home.resolve("other"), arguments);
    said =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    there = HostSlots.newBuilder().setHost("other").setSlots(1).setActor(hear("akka://")).build();
  }

  public static void main(String[] arguments) throws Exception {
    int turns = number(arguments, 0, 3);
    Path home = Files.createTempDirectory("symlab-two");
    var bench = new IslandsInTwoProcesses(home, arguments);
    try {
      bench.run(turns);
    } finally {
      bench.close();
    }
    System.exit(0); // threads of libraries may linger
  }

  private static IslandSearch search(Path home, String[] arguments, int first) {
    return new IslandSearch(
        home,
        number(arguments, first, 8),
        number(arguments, first + 2, 200),
        number(arguments, first + 1, 500),
        number(arguments, first + 3, 2000),
        number(arguments, first + 4, 12));
  }

  private static int number(String[] arguments, int at, int usual) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
  }

  private void run(int turns) throws IOException {
    List<Double> alone = new ArrayList<>();
    List<Double> apart = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    for (int turn = 0; turn <= turns; turn++) {
      alone.add(measure("one process", 1, () -> find(List.of(here))));
      apart.add(measure("two, apart", 2, this::apart));
      together.add(measure("two, together", 1, () -> find(List.of(here, there))));
    }
    double one = median(apart);
    double two = median(together);
    System.out.printf(
        Locale.ROOT,
        "medians: %.1f rounds per CPU second in one process, %.1f in two apart, %.1f in two"
            + " together: %.1f %% of those apart%n",
        median(alone),
        one,
        two,
        100 * two / one);
  }

  private interface Work {
    void run() throws IOException;
  }

  private double measure(String what, int searches, Work work) throws IOException {
    double cpu = cpuSeconds();
    long begun = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double used = cpuSeconds() - cpu;
    double rate = searches * search.rounds() / used;
    System.out.printf(
        Locale.ROOT,
        "%-13s  %.1f rounds per CPU second, %.1f CPU seconds, %.1f seconds%n",
        what,
        rate,
        used,
        seconds);
    return rate;
  }

  private void find(List<HostSlots> hosts) throws IOException {
    List<String> found = search.run(lab, hosts);
    if (front != null && !front.equals(found)) {
      throw new IllegalStateException("another front: " + found + " and not " + front);
    }
    front = found;
  }

  private void apart() throws IOException {
    other.getOutputStream().write('g');
    other.getOutputStream().flush();
    find(List.of(here));
    hear("done");
  }

  private String hear(String begin) throws IOException {
    String line = said.readLine();
    while (line != null && !line.startsWith(begin)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("the other process has ended");
    }
    return line;
  }

  /** Of both processes. */
  private double cpuSeconds() {
    var own = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double others = other.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    return own.getProcessCpuTime() / 1e9 + others;
  }

  /** Without the first, which warmed up. */
  private static double median(List<Double> values) {
    double[] sorted = values.stream().skip(1).mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Process fork(Path home, String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(home.toString()));
    words.addAll(List.of(arguments).subList(Math.min(1, arguments.length), arguments.length));
    return ForkedJava.builder(Other.class, words).start();
  }

  private void close() throws IOException, InterruptedException {
    other.destroyForcibly().waitFor();
    lab.terminate();
    Folders.delete(home);
  }
}
