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
import java.util.stream.Collectors;

/** A lab and its workers, each a process of its own, on this machine's own interface. */
final class ForkedCluster implements AutoCloseable {
  private static final long LONGEST_NANOS = 240_000_000_000L; // nothing may take for ever

  private final Path folder;
  private final String[] flags;
  private final List<ForkedProcess> processes = new ArrayList<>();

  /**
   * @param folder for all homes and what the processes print
   * @param flags of their Java
   */
  ForkedCluster(Path folder, String... flags) {
    this.folder = folder;
    this.flags = flags;
  }

  Path home() {
    return folder.resolve("lab");
  }

  /** Returns once it listens. */
  ForkedLab startLab() throws Exception {
    var lab = new ForkedLab(home(), flags);
    processes.add(lab);
    return lab.awaitUp();
  }

  /** One that was let in before. */
  ForkedProcess startWorker(String name) throws IOException {
    return start(ForkedWorker.class, name);
  }

  /** One more; not yet awaited. */
  ForkedProcess joinWorker(String name) throws Exception {
    ForkedWorker.enrol(folder.resolve(name), invite(name));
    return startWorker(name);
  }

  /** A member that sends what nobody can read. */
  ForkedProcess joinRogue(String name) throws Exception {
    ForkedWorker.enrol(folder.resolve(name), invite(name));
    return start(RogueWorker.class, name);
  }

  private ForkedProcess start(Class<?> main, String name) throws IOException {
    var process = new ForkedProcess(main, folder.resolve(name), flags);
    processes.add(process);
    return process;
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

  /** Returns once a node works on a trial, with that trial's number. */
  int awaitWork(String name) throws Exception {
    List<String> seen = new ArrayList<>();
    await("work of " + name, () -> seen.addAll(doing(name)));
    return Integer.parseInt(seen.get(0).replace("e1/", ""));
  }

  /** The trials that a node works on, e.g. {@code e1/2}. */
  private List<String> doing(String name) {
    return nodes().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .map(NodeView::getDoingList)
        .map(List::<String>copyOf)
        .orElse(List.of());
  }

  /** Returns once something is so. */
  void await(String what, ForkedProcess.Look look) throws Exception {
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
    processes.forEach(ForkedProcess::close);
  }
}
