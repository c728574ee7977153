package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.RunState;
import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drains a worker while it trains, and kills another: neither is a failure of the trial, which goes
 * on elsewhere from its last checkpoint and comes to what it would have come to, bit for bit.
 */
class WorkerLossTest {
  /** One failure would end a trial. */
  private static final String[] PROPERTIES = {
    "-Dsymlab.slots=1",
    "-Dsymlab.retry.budget=1",
    "-Dsymlab.retry.limit=1",
    "-Dsymlab.checkpoint-interval=0s",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC"
  };

  /** Three trials, for three processes with a slot each. */
  private static final String RECIPE =
      """
      name = lost
      sweep.seeds = 3
      optimizee { kind = quadratic, instances = 8, dimension = 5 }
      rule { features = [mt, gt], linear = 4, lstm = [5] }
      meta-train {
        epochs = 30, steps = 80, unroll = 20, evaluate-every = 4, evaluation-steps = 20
      }
      distill {
        rollouts { train = 2, validation = 1, test = 1 }
        steps = 20, coordinates = 10, window = 2
        islands = 2, population = 20, rounds = 1, reservoir = 200, max-complexity = 10
      }
      meta-tune { epochs = 1, steps = 10, evaluate-every = 1, evaluation-steps = 10 }
      evaluate { runs = 1, steps = 10, baselines { adam = [0.01] } }
      """;

  private static final List<String> SAME =
      List.of(TrialFiles.META_LOSS, TrialFiles.LEARNED, TrialFiles.FRONT, TrialFiles.TUNED);

  @TempDir Path folder;

  @Test
  void aWorkerThatDiesOrLeavesCostsNoRetryAndChangesNoResult() throws Exception {
    try (var cluster = new ForkedCluster(folder, PROPERTIES)) {
      cluster.startLab();
      ForkedWorker one = cluster.joinWorker("one");
      ForkedWorker two = cluster.joinWorker("two");
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");
      try (var client = RemoteClient.of(cluster.home())) {
        assertThat(client.submit(RECIPE).getSubmitted().getId()).isEqualTo("e1");
      }
      cluster.awaitDoing("two", trials -> !trials.isEmpty());
      assertThat(cluster.drain("two").hasNodes()).isTrue();
      assertThat(two.await()).isZero();
      assertThat(two.output()).contains("it was drained").doesNotContain("timed out");
      cluster.awaitDoing("one", trials -> !trials.isEmpty());
      String lost = doing(cluster, "one");
      cluster.await("a checkpoint of " + lost, () -> log(lost).contains("checkpoint of"));
      one.kill();
      cluster.await("that it is noticed", () -> log(lost).contains("ended: node-lost"));
      assertThat(awaitEnd(cluster.home())).describedAs(cluster.said()).isEqualTo("done");
      assertThat(log(lost)).contains("from experiments/" + lost + "/checkpoints/");
    }
    assertSameResults(folder.resolve("lab"), undisturbed());
  }

  /** What a worker works on, e.g. {@code e1/2}. */
  private static String doing(ForkedCluster cluster, String name) {
    return cluster.nodes().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getDoing(0);
  }

  private String log(String trial) throws Exception {
    Path log = folder.resolve("lab/experiments/" + trial + "/trial.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** How it has ended. */
  private static String awaitEnd(Path home) throws Exception {
    try (var client = RemoteClient.of(home)) {
      String state = "";
      for (int i = 0; i < 5 && !RunState.ended(state); i++) {
        state = client.await("e1").getState();
      }
      return state;
    }
  }

  /** The same recipe in a lab without workers. */
  private Path undisturbed() throws Exception {
    Path home = folder.resolve("undisturbed");
    try (var lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 2"));
        var client = RemoteClient.of(home)) {
      client.submit(RECIPE);
      assertThat(awaitEnd(home)).isEqualTo("done");
      assertThat(lab.home()).isEqualTo(home);
    }
    return home;
  }

  private static void assertSameResults(Path disturbed, Path undisturbed) {
    for (int trial = 1; trial <= 3; trial++) {
      for (String file : SAME) {
        String place = "experiments/e1/" + trial + "/" + file;
        assertThat(disturbed.resolve(place)).hasSameBinaryContentAs(undisturbed.resolve(place));
      }
    }
  }
}
