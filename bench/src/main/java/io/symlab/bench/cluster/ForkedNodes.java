package io.symlab.bench.cluster;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.InvitationView;
import io.symlab.proto.NodeView;
import io.symlab.proto.Submit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lab with a slot, and its workers w0, w1, ... with one each; a process each, on this machine's
 * own interface or on a network. One experiment, e1, that may fail no more than once.
 */
final class ForkedNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final Path home;
  private final Optional<Network> network;
  private final ForkedNode lab;
  private final List<ForkedNode> workers = new ArrayList<>();

  /**
   * Starts the lab.
   *
   * @param folder for the homes of all and what they print
   * @param network whose first machine is the lab's, and the others the workers'
   */
  ForkedNodes(Path folder, Optional<Network> network) throws IOException {
    this.folder = folder;
    this.home = folder.resolve("lab");
    this.network = network;
    Files.createDirectories(home);
    Files.writeString(
        home.resolve("lab.conf"), "symlab { retry { budget = 1, limit = 1 }, slots = 1 }");
    lab = new ForkedNode(folder.resolve("lab.txt"), at(0), "daemon", "--home", home.toString());
    lab.start();
  }

  private List<String> at(int machine) {
    return network.map(network -> network.in(machine)).orElse(List.of());
  }

  Path home() {
    return home;
  }

  ForkedNode lab() {
    return lab;
  }

  ForkedNode worker(int which) {
    return workers.get(which);
  }

  int workers() {
    return workers.size();
  }

  static String name(int worker) {
    return "w" + worker;
  }

  /** Cuts a worker off from the lab, or mends that. */
  void cut(int worker, boolean apart) throws InterruptedException {
    network.orElseThrow().cut(worker + 1, apart);
  }

  /** One more, by an invitation; returns once it is there. */
  void join() throws Exception {
    int number = workers.size();
    String name = name(number);
    String address = network.map(network -> network.address(0)).orElse("127.0.0.1");
    InvitationView invited;
    try (var client = connect(home)) {
      var asked = LabQuestions.invite(address, Duration.ofMinutes(2), name);
      invited = client.ask(asked, Duration.ofMinutes(2)).getInvitation();
      if (invited.getBeginsAnew()) {
        client.awaitGone(Duration.ofMinutes(1));
      }
    }
    try (var client = connect(home)) {
      client.ask(LabQuestions.nodes()); // it listens
    }
    String own = folder.resolve(name).toString();
    Path output = folder.resolve(name + ".txt");
    var worker = new ForkedNode(output, at(number + 1), "worker", "--home", own);
    workers.add(worker);
    worker.start("--join", invited.getJoin(), "--token", invited.getToken());
    awaitState(number, "up");
  }

  void awaitState(int worker, String state) throws Exception {
    while (!node(worker).map(NodeView::getState).orElse("").equals(state)) {
      Thread.sleep(100);
    }
  }

  /** Until it works on something, or there is nothing to work on. */
  void awaitWork(int worker) throws Exception {
    while (doing(worker).isEmpty() && !hasEnded()) {
      Thread.sleep(100);
    }
  }

  /** The trials that a worker works on. */
  List<String> doing(int worker) throws Exception {
    return node(worker).map(node -> List.copyOf(node.getDoingList())).orElse(List.of());
  }

  private Optional<NodeView> node(int worker) throws Exception {
    try (var client = connect(home)) {
      return client.ask(LabQuestions.nodes()).getNodes().getNodesList().stream()
          .filter(node -> node.getName().equals(name(worker)))
          .findFirst();
    }
  }

  void submit(String recipe, String... overrides) throws Exception {
    try (var client = connect(home)) {
      client.ask(
          ClientRequest.newBuilder()
              .setSubmit(
                  Submit.newBuilder()
                      .setRecipe(recipe)
                      .setOrigin("losing.conf")
                      .setDirectory("/")
                      .addAllOverrides(List.of(overrides))));
    }
  }

  boolean hasEnded() throws Exception {
    try (var client = connect(home)) {
      return RunState.ended(client.experiment("e1").getState());
    }
  }

  ExperimentView awaitEnd() throws Exception {
    while (!hasEnded()) {
      Thread.sleep(500);
    }
    try (var client = connect(home)) {
      return client.experiment("e1");
    }
  }

  /** Returns once the lab answers. */
  void awaitLab() throws Exception {
    connect(home).close();
  }

  private static LabClient connect(Path home) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var client = LabClient.tryConnect(home);
      if (client.isPresent()) {
        return client.get();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the lab in " + home + " does not answer");
  }

  @Override
  public void close() {
    for (ForkedNode worker : workers) {
      worker.kill();
    }
    lab.kill();
  }
}
