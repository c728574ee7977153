package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.TrialFiles;
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
  private static final String[] FLAGS = {
    "-Dsymlab.slots=1",
    "-Dsymlab.retry.budget=1",
    "-Dsymlab.retry.limit=1",
    "-Dsymlab.checkpoint-interval=0s"
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
    var files = new LabFiles(folder.resolve("lab"));
    try (var cluster = new ForkedCluster(folder, FLAGS)) {
      cluster.startLab();
      ForkedProcess one = cluster.joinWorker("one");
      ForkedProcess two = cluster.joinWorker("two");
      cluster.awaitState("one", "up");
      cluster.awaitState("two", "up");
      try (var client = RemoteClient.of(cluster.home())) {
        assertThat(client.submit(RECIPE).getSubmitted().getId()).isEqualTo("e1");
      }
      cluster.awaitWork("two");
      assertThat(cluster.drain("two").hasNodes()).isTrue();
      assertThat(two.awaitExit()).isZero();
      assertThat(two.output()).contains("it was drained").doesNotContain("timed out");
      int lost = killAtWork(cluster, one, files);
      cluster.await("that it is noticed", () -> files.says(lost, "ended: node-lost"));
      try (var client = RemoteClient.of(cluster.home())) {
        assertThat(client.awaitEnd("e1").getState()).describedAs(cluster.said()).isEqualTo("done");
      }
      assertThat(files.log(lost)).contains("from experiments/e1/" + lost + "/checkpoints/");
    }
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE);
    files.assertSame(undisturbed.files(), 3, SAME);
  }

  /** Kills it in the middle of a training that has a checkpoint; the number of that trial. */
  private static int killAtWork(ForkedCluster cluster, ForkedProcess one, LabFiles files)
      throws Exception {
    while (true) {
      int at = cluster.awaitWork("one");
      cluster.await("a checkpoint", () -> files.says(at, "checkpoint of"));
      one.freeze(true); // what it trains can't end any more
      Thread.sleep(300); // what it had said before has been heard
      if (!files.says(at, "meta-train ended")) {
        one.kill();
        return at;
      }
      one.freeze(false);
    }
  }
}
