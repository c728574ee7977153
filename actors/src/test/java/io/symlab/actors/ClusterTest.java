package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab and its workers over TLS: who comes, who goes, who comes back. */
class ClusterTest {
  private static final String ONE_SLOT = "-Dsymlab.slots=1";

  @TempDir Path folder;

  @Test
  void aLabThatWasNeverOpenedListensOnNoPort() throws Exception {
    try (var cluster = new ForkedCluster(folder, ONE_SLOT)) {
      ForkedLab lab = cluster.startLab();
      assertThat(Sockets.listening(lab.pid())).isEmpty();
      assertThat(cluster.states()).containsExactly(Map.entry("lab", "up"));
    }
  }

  @Test
  void workersComeGoAndComeBack() throws Exception {
    try (var cluster = new ForkedCluster(folder, ONE_SLOT)) {
      ForkedLab lab = cluster.startLab();
      ForkedProcess one = cluster.joinWorker("one");
      ForkedProcess two = cluster.joinWorker("two");
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");
      assertThat(Sockets.listening(lab.pid()))
          .isNotEmpty()
          .allMatch(address -> address.startsWith("127.0.0.1:"));

      one.kill();
      cluster.awaitState("one", "away");
      one = cluster.startWorker("one");
      cluster.awaitState("one", "up");

      two.freeze(true);
      cluster.awaitState("two", "away");
      two.freeze(false);
      cluster.awaitState("two", "up");
      assertThat(two.output()).contains("trying to come back");

      lab.kill();
      cluster.startLab();
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");

      assertThat(cluster.drain("one").hasNodes()).isTrue();
      assertThat(one.awaitExit()).isZero();
      assertThat(cluster.states()).containsEntry("one", "away").containsEntry("two", "up");

      assertThat(cluster.remove("two").hasNodes()).isTrue();
      assertThat(two.awaitExit()).isEqualTo(1);
      assertThat(two.output()).contains("removed from the lab");
      assertThat(cluster.states()).doesNotContainKey("two");
    }
  }

  @Test
  void workersThatAreLostTogetherLeaveTheLabInPeace() throws Exception {
    try (var cluster = new ForkedCluster(folder, ONE_SLOT)) {
      ForkedLab lab = cluster.startLab();
      ForkedProcess one = cluster.joinWorker("one");
      ForkedProcess two = cluster.joinWorker("two");
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");

      one.freeze(true);
      two.terminate();
      one.kill();
      cluster.awaitState("one", "away");
      cluster.awaitState("two", "away");

      one = cluster.startWorker("one");
      two = cluster.startWorker("two");
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");
      one.kill();
      two.kill();
      cluster.awaitState("one", "away");
      cluster.awaitState("two", "away");
      assertThat(cluster.states()).containsEntry("lab", "up");
      assertThat(ProcessHandle.of(lab.pid())).isPresent();
    }
  }

  @Test
  void whoSendsWhatNobodyCanReadIsCutOffAndTheLabLives() throws Exception {
    try (var cluster = new ForkedCluster(folder, ONE_SLOT)) {
      cluster.startLab();
      ForkedProcess rogue = cluster.joinRogue("rogue");
      assertThat(rogue.awaitExit()).isZero(); // its actor system was downed
      assertThat(rogue.output()).contains("it sent what can");
      cluster.awaitState("rogue", "away");
      assertThat(cluster.said()).contains("rogue is gone: it sent what can't be read");
      assertThat(cluster.states()).containsEntry("lab", "up");
    }
  }

  @Test
  void whoWasRemovedWhileAwayIsNotLetInAgain() throws Exception {
    try (var cluster = new ForkedCluster(folder, ONE_SLOT)) {
      cluster.startLab();
      ForkedProcess one = cluster.joinWorker("one");
      cluster.awaitState("one", "up");
      one.terminate();
      cluster.awaitState("one", "away");
      assertThat(cluster.remove("one").hasNodes()).isTrue();
      one = cluster.startWorker("one");
      assertThat(one.awaitExit()).isEqualTo(1);
      assertThat(one.output()).contains("does not take the certificate of one");
      assertThat(cluster.remove("one").getRefused().getMessage()).contains("no worker 'one'");
      assertThat(cluster.drain("nobody").getRefused().getMessage()).contains("no worker 'nobody'");
    }
  }
}
