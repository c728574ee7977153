package io.symlab.actors;

import io.symlab.proto.AskNodes;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.DrainNode;
import io.symlab.proto.InvitationView;
import io.symlab.proto.Invite;
import io.symlab.proto.NodeView;
import io.symlab.proto.RemoveNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A lab and its workers, each a process of its own, on this machine's own interface. */
final class ForkedCluster implements AutoCloseable {
  private static final long LONGEST_NANOS = 240_000_000_000L; // nothing may take for ever

  private final Path folder;
  private final String[] properties;
  private final List<ForkedWorker> workers = new ArrayList<>();
  private ForkedLab lab;

  /**
   * @param folder for all homes and what the processes print
   * @param properties flags of their Java
   */
  ForkedCluster(Path folder, String... properties) {
    this.folder = folder;
    this.properties = properties;
  }

  Path home() {
    return folder.resolve("lab");
  }

  ForkedLab startLab() throws Exception {
    lab = ForkedLab.start(home(), folder.resolve("lab.txt"), properties);
    lab.awaitUp(home());
    return lab;
  }

  /** One that was let in before. */
  ForkedWorker startWorker(String name) throws IOException {
    var worker =
        ForkedWorker.start(folder.resolve(name), folder.resolve(name + ".txt"), properties);
    workers.add(worker);
    return worker;
  }

  /** One more; not yet awaited. */
  ForkedWorker joinWorker(String name) throws Exception {
    ForkedWorker.enrol(folder.resolve(name), invite(name));
    return startWorker(name);
  }

  /** A member that sends what nobody can read. */
  ForkedWorker joinRogue(String name) throws Exception {
    ForkedWorker.enrol(folder.resolve(name), invite(name));
    var worker =
        ForkedWorker.start(
            RogueWorker.class, folder.resolve(name), folder.resolve(name + ".txt"), properties);
    workers.add(worker);
    return worker;
  }

  private InvitationView invite(String name) throws Exception {
    var asked = Invite.newBuilder().setHost("127.0.0.1").setName(name).setValidMillis(600_000);
    InvitationView invited = ask(ClientRequest.newBuilder().setInvite(asked)).getInvitation();
    if (invited.getBeginsAnew()) {
      await("the lab's return", this::listens);
    }
    return invited;
  }

  ClientReply drain(String name) throws Exception {
    return ask(ClientRequest.newBuilder().setDrainNode(DrainNode.newBuilder().setName(name)));
  }

  ClientReply remove(String name) throws Exception {
    return ask(ClientRequest.newBuilder().setRemoveNode(RemoveNode.newBuilder().setName(name)));
  }

  ClientReply ask(ClientRequest.Builder request) throws Exception {
    try (var client = RemoteClient.of(home())) {
      return client.ask(request);
    }
  }

  /** As {@code lab nodes} has them; none when the lab does not answer. */
  List<NodeView> nodes() {
    try {
      var asked = ClientRequest.newBuilder().setNodes(AskNodes.getDefaultInstance());
      return ask(asked).getNodes().getNodesList();
    } catch (Exception e) {
      return List.of(); // it is between two lives
    }
  }

  /** Names and states. */
  Map<String, String> states() {
    return nodes().stream().collect(Collectors.toMap(NodeView::getName, NodeView::getState));
  }

  /** Not so the lab that is about to begin anew. */
  private boolean listens() {
    List<NodeView> nodes = nodes();
    return !nodes.isEmpty() && !nodes.get(0).getAddress().isEmpty();
  }

  void awaitState(String name, String state) throws Exception {
    await(name + " " + state, () -> state.equals(states().get(name)));
  }

  /** Returns once a node does what is wanted; what it does is the trials that it works on. */
  void awaitDoing(String name, Predicate<List<String>> wanted) throws Exception {
    await(
        "what " + name + " does",
        () ->
            nodes().stream()
                .filter(node -> node.getName().equals(name))
                .anyMatch(node -> wanted.test(node.getDoingList())));
  }

  /** A question with an answer, or trouble. */
  interface Look {
    boolean isSo() throws Exception;
  }

  void await(String what, Look look) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!look.isSo()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for " + what + "; " + states() + said());
      }
      Thread.sleep(100);
    }
  }

  /** All that the processes said. */
  String said() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.txt")) {
      for (Path file : files) {
        all.append('\n').append(file.getFileName()).append(": ").append(Files.readString(file));
      }
    }
    Path log = home().resolve("logs/lab.log");
    return all + (Files.exists(log) ? Files.readString(log) : "");
  }

  @Override
  public void close() {
    try {
      for (ForkedWorker worker : workers) {
        worker.kill();
      }
      if (lab != null) {
        lab.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
