package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep with early stopping, killed again and again, prunes the trials that it prunes undisturbed
 * with other slots, and the others come to the same bits.
 */
@SuppressWarnings("try") // a test may be interrupted while a process ends
class SweepKillTest {
  private static final int KILLS = 4;

  private static final String RECIPE =
      """
      name = halved
      optimizee { kind = quadratic, instances = 4, dimension = 3 }
      rule { features = [mt, gt], linear = 2, lstm = [3] }
      meta-train {
        epochs = 18, steps = 30, unroll = 10, evaluate-every = 1, evaluation-steps = 20
      }
      distill {
        rollouts { train = 1, validation = 1, test = 1 }
        steps = 20, coordinates = 5, window = 2
        islands = 1, population = 20, rounds = 3, reservoir = 100, max-complexity = 6, choose = best
      }
      meta-tune { epochs = 0, rates = [] }
      evaluate { runs = 1, steps = 10, baselines { adam = [0.01], momentum = [], sgd = [] } }
      sweep {
        random { meta-train.learning-rate = { log-uniform = [1e-5, 0.1] } }
        points = 6
        early-stopping { stage = meta-train, factor = 2, rungs = [3, 8] }
      }
      hooks.on-end = [sh, "-c", "echo $SYMLAB_ID $SYMLAB_STATE $SYMLAB_REPORT >> ends.txt"]
      """;

  @TempDir Path folder;

  @Test
  void prunesTheSameTrialsHoweverOftenItIsKilled() throws Exception {
    Path home = folder.resolve("killed");
    try (var lab = ForkedCloser.start(home, folder)) {
      lab.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        assertThat(client.submit(RECIPE).getSubmitted().getId()).isEqualTo("e1");
      }
      awaitLines(lab, home, 1);
    }
    for (int kill = 2; kill <= KILLS; kill++) {
      try (var lab = ForkedCloser.start(home, folder)) {
        awaitLines(lab, home, 3 * kill);
      }
    }
    ExperimentView killed;
    try (var lab = ForkedCloser.start(home, folder)) {
      lab.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        killed = client.await("e1");
      }
      awaitEnd(home);
    }
    ExperimentView undisturbed = undisturbed();
    assertThat(killed.getState()).isEqualTo("done");
    assertThat(states(killed)).isEqualTo(states(undisturbed));
    assertThat(states(killed).values()).containsOnlyOnce("done");
    for (int trial = 1; trial <= killed.getTrialsCount(); trial++) {
      TrialView view = killed.getTrials(trial - 1);
      assertThat(view.getRungsList()).isEqualTo(undisturbed.getTrials(trial - 1).getRungsList());
      String curve = "experiments/e1/" + trial + "/" + TrialFiles.META_LOSS;
      assertThat(home.resolve(curve))
          .hasSameBinaryContentAs(folder.resolve("undisturbed").resolve(curve));
      if (view.getState().equals("pruned")) {
        assertThat(view.getFailureCause()).contains("rung ", " epochs of meta-train: best was ");
      }
    }
    assertThat(Files.readAllLines(home.resolve("experiments/e1/ends.txt")))
        .containsExactly("e1 done " + home.resolve("experiments/e1/report/sweep.html"));
    assertThat(home.resolve("experiments/e1/report/sweep.html")).isNotEmptyFile();
  }

  private static Map<Integer, String> states(ExperimentView view) {
    var states = new TreeMap<Integer, String>();
    view.getTrialsList().forEach(trial -> states.put(trial.getIndex(), trial.getState()));
    return states;
  }

  private ExperimentView undisturbed() throws Exception {
    Path home = folder.resolve("undisturbed");
    try (var lab =
            LabProcess.start(
                home,
                ConfigFactory.parseString("symlab.slots = 3, symlab.checkpoint-interval = 5s"));
        var client = RemoteClient.of(home)) {
      assertThat(lab.home()).isEqualTo(home);
      client.submit(RECIPE);
      return client.await("e1");
    }
  }

  /** The hook runs once all has ended. */
  private static void awaitEnd(Path home) throws Exception {
    while (!Files.exists(home.resolve("experiments/e1/ends.txt"))) {
      Thread.sleep(20);
    }
  }

  /** Until the logs of all trials tell of so many events. */
  private static void awaitLines(ForkedCloser lab, Path home, int lines) throws Exception {
    while (events(home) < lines) {
      lab.assertAlive();
      Thread.sleep(2);
    }
  }

  private static int events(Path home) throws Exception {
    int events = 0;
    for (int trial = 1; trial <= 6; trial++) {
      Path log = home.resolve("experiments/e1/" + trial + "/trial.log");
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      events +=
          (int)
              lines.stream().filter(l -> l.contains("rung ") || l.contains("ended after")).count();
    }
    return events;
  }

  /** A forked lab that is killed when it is closed. */
  @SuppressWarnings("try") // a test may be interrupted while a process ends
  private record ForkedCloser(ForkedLab lab) implements AutoCloseable {
    static ForkedCloser start(Path home, Path folder) throws Exception {
      return new ForkedCloser(
          ForkedLab.start(
              home,
              folder.resolve("output"),
              "-Dsymlab.checkpoint-interval=0s",
              "-Dsymlab.slots=2",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC"));
    }

    void awaitUp(Path home) throws Exception {
      lab.awaitUp(home);
    }

    void assertAlive() throws Exception {
      lab.assertAlive();
    }

    @Override
    public void close() throws InterruptedException {
      lab.kill();
    }
  }
}
