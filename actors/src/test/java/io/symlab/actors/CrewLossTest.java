package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drains and kills workers that have some of a trial's islands: the trial goes on without them from
 * its last cut, and finds what it finds in a lab without workers, bit for bit.
 */
class CrewLossTest {
  /** One failure would end the trial. */
  private static final String[] PROPERTIES = {
    "-Dsymlab.slots=1",
    "-Dsymlab.retry.budget=1",
    "-Dsymlab.retry.limit=1",
    "-Dsymlab.checkpoint-interval=0s",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC"
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
      """;

  @TempDir Path folder;

  @Test
  void islandsOfADrainedWorkerAndThenOfALostOneGoOnToTheSameFront() throws Exception {
    try (var cluster = new ForkedCluster(folder, PROPERTIES)) {
      ForkedWorker two = begin(cluster).get(1);
      assertThat(cluster.drain("one").hasNodes()).isTrue();
      cluster.await("islands on two hosts", () -> said("distill begins with 2 slots, from"));
      two.kill();
      cluster.await("that it is noticed", () -> said("node-lost: the host two was lost"));
      cluster.await("islands on the lab's", () -> said("distill begins with 1 slot, from"));
      cluster.await("the front", () -> said("distill ended"));
    }
    assertThat(log(folder.resolve("lab"))).doesNotContain("the host one was lost");
    assertSameFront();
  }

  @Test
  void aSecondWorkerThatIsLostBeforeTheIslandsAreBackChangesNothing() throws Exception {
    try (var cluster = new ForkedCluster(folder, PROPERTIES)) {
      List<ForkedWorker> workers = begin(cluster);
      workers.get(0).kill();
      cluster.await("that it is noticed", () -> said("node-lost: the host one was lost"));
      workers.get(1).kill();
      cluster.await("that it is, too", () -> said("node-lost: the host two was lost"));
      cluster.await("islands on the lab's", () -> said("distill begins with 1 slot, from"));
      cluster.await("the front", () -> said("distill ended"));
    }
    assertSameFront();
  }

  /** A trial with islands on three hosts, of which there has been a cut; returns the workers. */
  private List<ForkedWorker> begin(ForkedCluster cluster) throws Exception {
    cluster.startLab();
    List<ForkedWorker> workers = List.of(cluster.joinWorker("one"), cluster.joinWorker("two"));
    cluster.awaitState("one", "up");
    cluster.awaitState("two", "up");
    try (var client = RemoteClient.of(cluster.home())) {
      client.submit(RECIPE);
    }
    cluster.await("islands on three hosts", () -> said("distill begins with 3 slots"));
    cluster.await("a cut", () -> said("checkpoint of distill"));
    return workers;
  }

  private void assertSameFront() throws Exception {
    Path front = Path.of("experiments/e1/1", TrialFiles.FRONT);
    assertThat(folder.resolve("lab").resolve(front))
        .hasSameBinaryContentAs(undisturbed().resolve(front));
  }

  private boolean said(String words) throws IOException {
    return log(folder.resolve("lab")).contains(words);
  }

  private static String log(Path home) throws IOException {
    Path log = home.resolve("experiments/e1/1/trial.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** The same recipe in a lab without workers. */
  private Path undisturbed() throws Exception {
    Path home = folder.resolve("undisturbed");
    try (var lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 2"));
        var client = RemoteClient.of(home)) {
      client.submit(RECIPE);
      while (!log(home).contains("distill ended")) {
        Thread.sleep(50);
      }
      assertThat(lab.home()).isEqualTo(home);
    }
    return home;
  }
}
