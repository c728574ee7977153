package io.symlab.bench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Machines that are none: network namespaces with an address each, all joined to the first one by a
 * cable that can be cut. This machine's own interfaces are left alone, and nothing has to be
 * cleared away: a namespace is held by a process that ends with this one, whatever ends it, and is
 * gone with the last process in it. Needs the right to make namespaces, and {@code ip}.
 */
final class Network implements AutoCloseable {
  private static final String PREFIX = "10.83.0.";
  private static final byte[] ECHO = "here\n".getBytes(StandardCharsets.UTF_8);

  private final List<Process> holders = new ArrayList<>();

  private Network() {}

  /** Makes one; empty where that is not allowed. */
  static Optional<Network> make(int machines) throws IOException, InterruptedException {
    var network = new Network();
    boolean made = false;
    try {
      made = network.begin(machines);
    } finally {
      if (!made) {
        network.close();
      }
    }
    return made ? Optional.of(network) : Optional.empty();
  }

  private boolean begin(int machines) throws IOException, InterruptedException {
    boolean made = true;
    for (int i = 0; i < machines && made; i++) {
      made = hold() && ip(i, "link set lo up") && (i == 0 ? forward() : join(i));
    }
    return made;
  }

  private boolean hold() throws IOException {
    Process holder;
    try {
      holder = new ProcessBuilder("unshare", "--net", "cat").start();
    } catch (IOException e) {
      return false; // there is no such command
    }
    holders.add(holder);
    try {
      holder.getOutputStream().write(ECHO);
      holder.getOutputStream().flush();
      return holder.getInputStream().readNBytes(ECHO.length).length == ECHO.length;
    } catch (IOException e) {
      return false; // it was not allowed, and has ended
    }
  }

  private boolean forward() throws InterruptedException {
    return run(in(0), "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
  }

  private boolean join(int machine) throws InterruptedException {
    String first = address(0);
    String own = address(machine);
    String other = Long.toString(holders.get(machine).pid());
    return ip(0, "link add " + cable(machine) + " type veth peer name cable netns " + other)
        && ip(0, "addr add " + first + " peer " + own + " dev " + cable(machine))
        && ip(0, "link set " + cable(machine) + " up")
        && ip(machine, "addr add " + own + " peer " + first + " dev cable")
        && ip(machine, "link set cable up")
        && ip(machine, "route add " + PREFIX + "0/24 via " + first);
  }

  private boolean ip(int machine, String words) throws InterruptedException {
    return run(in(machine), ("ip " + words).split(" "));
  }

  private static String cable(int machine) {
    return "to" + machine;
  }

  /** By which the others reach it. */
  String address(int machine) {
    return PREFIX + (machine + 1);
  }

  /** The words before a command that is to run there. */
  List<String> in(int machine) {
    return List.of("nsenter", "--net=/proc/" + holders.get(machine).pid() + "/ns/net");
  }

  /** Cuts a machine off from all others, both ways, or mends that. */
  void cut(int machine, boolean apart) throws InterruptedException {
    if (!ip(0, "link set " + cable(machine) + (apart ? " down" : " up"))) {
      throw new IllegalStateException("the cable to machine " + machine + " can't be changed");
    }
  }

  private static boolean run(List<String> before, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(Arrays.asList(words));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  @Override
  public void close() {
    holders.forEach(Process::destroyForcibly);
  }
}
