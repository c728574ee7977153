package io.symlab.actors;

import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a worker that has some of a trial's islands: the trial goes on without it from its last
 * cut, and finds what it finds in a lab without workers, bit for bit.
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
        islands = 3, population = 40, rounds = 400, reservoir = 200, max-complexity = 12
      }
      meta-tune { epochs = 0, rates = [] }
      evaluate { runs = 1, steps = 10, baselines { adam = [0.01] } }
      """;

  @TempDir Path folder;

  @Test
  void islandsOfALostWorkerGoBackToTheLastCutToTheSameFront() throws Exception {
    var files = new LabFiles(folder.resolve("lab"));
    try (var cluster = new ForkedCluster(folder, FLAGS)) {
      cluster.startLab();
      ForkedProcess one = cluster.joinWorker("one");
      cluster.awaitState("one", "up");
      try (var client = RemoteClient.of(cluster.home())) {
        client.submit(RECIPE);
      }
      cluster.await("islands on two hosts", () -> files.says(1, "distill begins with 2 slots"));
      cluster.await("a cut", () -> files.says(1, "checkpoint of distill"));
      one.kill();
      cluster.await("its loss", () -> files.says(1, "node-lost: the host one was lost"));
      cluster.await("islands here", () -> files.says(1, "distill begins with 1 slot, from"));
      cluster.await("the front", () -> files.says(1, "distill ended"));
    }
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE);
    files.assertSame(undisturbed.files(), 1, List.of(TrialFiles.FRONT));
  }
}
