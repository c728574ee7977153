package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drains and kills workers that have some of a trial's islands: the trial goes on without them from
 * its last cut, and finds what it finds in a lab without workers, bit for bit.
 */
class CrewLossTest {
  /** One failure would end the trial. */
  private static final String[] FLAGS = {
    "-Dsymlab.slots=1",
    "-Dsymlab.retry.budget=1",
    "-Dsymlab.retry.limit=1",
    "-Dsymlab.checkpoint-interval=0s"
  };

  private static final String RECIPE =
      """
      name = crews
      optimizee { kind = quadratic, instances = 8, dimension = 5 }
      rule { features = [mt, gt], linear = 4, lstm = [5] }
      meta-train { epochs = 2, steps = 20, unroll = 20, evaluate-every = 1, evaluation-steps = 20 }
      distill {
        rollouts { train = 2, validation = 1, test = 1 }
        steps = 20, coordinates = 10, window = 2
        islands = 3, population = 40, rounds = 1200, reservoir = 200, max-complexity = 12
      }
      meta-tune { epochs = 0, rates = [] }
      evaluate { runs = 1, steps = 10, baselines { adam = [0.01] } }
      """;

  /** Whoever waits for what happens before it has come too late by then. */
  private static final String ENDED = "distill ended";

  @TempDir Path folder;
  private LabFiles files;

  @BeforeEach
  void look() {
    files = new LabFiles(folder.resolve("lab"));
  }

  @Test
  void islandsOfADrainedWorkerAndThenOfALostOneGoOnToTheSameFront() throws Exception {
    try (var cluster = new ForkedCluster(folder, FLAGS)) {
      ForkedProcess two = begin(cluster).get(1);
      assertThat(cluster.drain("one").hasNodes()).isTrue();
      awaitWords(cluster, "distill begins with 2 slots, from");
      two.kill();
      awaitWords(cluster, "node-lost: the host two was lost");
      awaitWords(cluster, "distill begins with 1 slot, from");
      awaitWords(cluster, ENDED);
    }
    assertThat(files.log(1)).doesNotContain("the host one was lost");
    assertSameFront();
  }

  @Test
  void aSecondWorkerThatIsLostBeforeTheIslandsAreBackChangesNothing() throws Exception {
    try (var cluster = new ForkedCluster(folder, FLAGS)) {
      List<ForkedProcess> workers = begin(cluster);
      workers.get(0).kill();
      awaitWords(cluster, "node-lost: the host one was lost");
      workers.get(1).kill();
      awaitWords(cluster, "node-lost: the host two was lost");
      awaitWords(cluster, "distill begins with 1 slot, from");
      awaitWords(cluster, ENDED);
    }
    assertSameFront();
  }

  /** A trial with islands on three hosts, of which there has been a cut; returns the workers. */
  private List<ForkedProcess> begin(ForkedCluster cluster) throws Exception {
    cluster.startLab();
    List<ForkedProcess> workers = List.of(cluster.joinWorker("one"), cluster.joinWorker("two"));
    cluster.awaitState("one", "up");
    cluster.awaitState("two", "up");
    try (var client = RemoteClient.of(cluster.home())) {
      client.submit(RECIPE);
    }
    awaitWords(cluster, "distill begins with 3 slots");
    awaitWords(cluster, "checkpoint of distill");
    return workers;
  }

  private void awaitWords(ForkedCluster cluster, String words) throws Exception {
    cluster.await(words, () -> files.says(1, words) || files.says(1, ENDED));
    assertThat(files.log(1)).contains(words);
  }

  private void assertSameFront() throws Exception {
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE);
    files.assertSame(undisturbed.files(), 1, List.of(TrialFiles.FRONT));
  }
}
