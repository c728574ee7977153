package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab and its workers, each a process, over TLS: who comes, who goes, who comes back. */
class ClusterTest {
  private static final String[] PROPERTIES = {
    "-Dsymlab.slots=1", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"
  };

  @TempDir Path folder;

  private final List<ForkedWorker> workers = new ArrayList<>();
  private ForkedLab lab;

  @AfterEach
  void nobodyStays() throws InterruptedException {
    for (ForkedWorker worker : workers) {
      worker.kill();
    }
    if (lab != null) {
      lab.kill();
    }
  }

  private Path home() {
    return folder.resolve("lab");
  }

  private void startLab() throws Exception {
    lab = ForkedLab.start(home(), folder.resolve("lab.txt"), PROPERTIES);
    lab.awaitUp(home());
  }

  private ForkedWorker startWorker(String name) throws IOException {
    var worker =
        ForkedWorker.start(folder.resolve(name), folder.resolve(name + ".txt"), PROPERTIES);
    workers.add(worker);
    return worker;
  }

  private ForkedWorker joinWorker(String name) throws Exception {
    ForkedWorker.enrol(folder.resolve(name), invite(name));
    return startWorker(name);
  }

  private InvitationView invite(String name) throws Exception {
    InvitationView invited = ask(invitation(name)).getInvitation();
    if (invited.getBeginsAnew()) {
      await("the lab's return", this::listens);
    }
    return invited;
  }

  private static ClientRequest.Builder invitation(String name) {
    return ClientRequest.newBuilder()
        .setInvite(Invite.newBuilder().setHost("127.0.0.1").setName(name).setValidMillis(60_000));
  }

  private static ClientRequest.Builder remove(String name) {
    return ClientRequest.newBuilder().setRemoveNode(RemoveNode.newBuilder().setName(name));
  }

  /** Not yet the lab that is about to begin anew. */
  private boolean listens() {
    try {
      return !ask(nodes()).getNodes().getNodes(0).getAddress().isEmpty();
    } catch (Exception e) {
      return false; // it is between two lives
    }
  }

  private static ClientRequest.Builder nodes() {
    return ClientRequest.newBuilder().setNodes(AskNodes.getDefaultInstance());
  }

  private ClientReply ask(ClientRequest.Builder request) throws Exception {
    try (var client = RemoteClient.of(home())) {
      return client.ask(request);
    }
  }

  /** Names and states, as {@code lab nodes} has them; empty when the lab does not answer. */
  private Map<String, String> state() {
    try {
      return ask(nodes()).getNodes().getNodesList().stream()
          .collect(Collectors.toMap(NodeView::getName, NodeView::getState));
    } catch (Exception e) {
      return Map.of();
    }
  }

  private void awaitState(String name, Predicate<String> wanted) throws Exception {
    await(name, () -> wanted.test(state().getOrDefault(name, "")));
  }

  /** A question with an answer, or trouble. */
  private interface Look {
    boolean isSo() throws Exception;
  }

  private void await(String what, Look look) throws Exception {
    long deadline = System.nanoTime() + 240_000_000_000L; // none of it may take for ever
    while (!look.isSo()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for " + what + "; " + state() + said());
      }
      Thread.sleep(100);
    }
  }

  private String said() throws IOException {
    var all = new StringBuilder();
    for (String name : List.of("lab.txt", "one.txt", "two.txt", "lab/logs/lab.log")) {
      Path file = folder.resolve(name);
      all.append('\n').append(name).append(": ");
      all.append(Files.exists(file) ? Files.readString(file) : "-");
    }
    return all.toString();
  }

  @Test
  void aLabThatWasNeverOpenedListensOnNoPort() throws Exception {
    startLab();
    assertThat(Sockets.listening(lab.pid())).isEmpty();
    assertThat(state()).containsExactly(Map.entry("lab", "up"));
  }

  @Test
  void workersComeGoAndComeBack() throws Exception {
    startLab();
    ForkedWorker one = joinWorker("one");
    ForkedWorker two = joinWorker("two");
    awaitState("one", "up"::equals);
    awaitState("two", "up"::equals);
    assertThat(Sockets.listening(lab.pid())).allMatch(address -> address.startsWith("127.0.0.1:"));

    one.kill();
    awaitState("one", "away"::equals);
    one = startWorker("one");
    awaitState("one", "up"::equals);

    two.freeze(true);
    awaitState("two", "away"::equals);
    two.freeze(false);
    awaitState("two", "up"::equals);
    assertThat(two.output()).contains("trying to come back");

    lab.kill();
    startLab();
    awaitState("one", "up"::equals);
    awaitState("two", "up"::equals);

    assertThat(ask(drain("one")).hasNodes()).isTrue();
    assertThat(one.await()).isZero();
    assertThat(state()).containsEntry("one", "away").containsEntry("two", "up");

    assertThat(ask(remove("two")).hasNodes()).isTrue();
    assertThat(two.await()).isEqualTo(1);
    assertThat(two.output()).contains("removed from the lab");
    assertThat(state()).doesNotContainKey("two");
  }

  @Test
  void whoWasRemovedWhileAwayIsNotLetInAgain() throws Exception {
    startLab();
    ForkedWorker one = joinWorker("one");
    awaitState("one", "up"::equals);
    one.terminate();
    awaitState("one", "away"::equals);
    assertThat(ask(remove("one")).hasNodes()).isTrue();
    one = startWorker("one");
    assertThat(one.await()).isEqualTo(1);
    assertThat(one.output()).contains("does not take the certificate of one");
    assertThat(ask(remove("one")).getRefused().getMessage()).contains("no worker 'one'");
    assertThat(ask(drain("nobody")).getRefused().getMessage()).contains("no worker 'nobody'");
  }

  private static ClientRequest.Builder drain(String name) {
    return ClientRequest.newBuilder().setDrainNode(DrainNode.newBuilder().setName(name));
  }
}
