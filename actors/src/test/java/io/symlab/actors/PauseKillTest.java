package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Pause;
import io.symlab.proto.Resume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses a trial of a real lab, kills the lab, and finds the trial paused after the next start; let
 * go on, it comes to the results of one that nobody paused, bit for bit.
 */
class PauseKillTest {
  private static final String[] PROPERTIES = {
    "-Dsymlab.checkpoint-interval=0s",
    "-Dsymlab.slots=1",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC"
  };

  private static final String RECIPE =
      """
      name = paused
      optimizee { kind = quadratic, instances = 8, dimension = 5 }
      rule { features = [mt, gt], linear = 4, lstm = [5] }
      meta-train {
        epochs = 40, steps = 40, unroll = 20, evaluate-every = 4, evaluation-steps = 20
      }
      distill {
        rollouts { train = 3, validation = 1, test = 1 }
        steps = 40, coordinates = 10, window = 2
        islands = 2, population = 40, rounds = 40, reservoir = 500, max-complexity = 12
      }
      meta-tune { epochs = 6, steps = 40, evaluate-every = 2, evaluation-steps = 20 }
      evaluate { runs = 2, steps = 40, baselines { adam = [0.01, 0.03], sgd = [0.01] } }
      """;

  @TempDir Path folder;

  @Test
  void staysPausedThroughAKillAndComesToTheSameResults() throws Exception {
    Path home = folder.resolve("paused");
    pauseAndKill(home, "checkpoint of meta-train");
    resumeAndPauseAndKill(home, "checkpoint of distill");
    ForkedLab last = start(home);
    try {
      last.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        assertPaused(client.status("e1"));
        resume(client);
        assertThat(client.await("e1").getState()).describedAs(log(home)).isEqualTo("done");
      }
    } finally {
      last.kill();
    }
    assertThat(log(home)).contains("ended: paused: asked to").doesNotContain("killed-daemon");
    Path undisturbed = undisturbed();
    for (String file :
        List.of(TrialFiles.META_LOSS, TrialFiles.LEARNED, TrialFiles.FRONT, TrialFiles.TUNED)) {
      assertThat(home.resolve("experiments/e1/1").resolve(file))
          .hasSameBinaryContentAs(undisturbed.resolve("experiments/e1/1").resolve(file));
    }
  }

  private void pauseAndKill(Path home, String when) throws Exception {
    ForkedLab lab = start(home);
    try {
      lab.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        client.submit(RECIPE, "seed=1");
        awaitLine(lab, home, when);
        assertPaused(pause(client));
      }
    } finally {
      lab.kill();
    }
  }

  private void resumeAndPauseAndKill(Path home, String when) throws Exception {
    ForkedLab lab = start(home);
    try {
      lab.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        assertPaused(client.status("e1"));
        resume(client);
        awaitLine(lab, home, when);
        assertPaused(pause(client));
      }
    } finally {
      lab.kill();
    }
  }

  private static ExperimentView pause(RemoteClient client) {
    return client
        .ask(ClientRequest.newBuilder().setPause(Pause.newBuilder().setId("e1")))
        .getExperiment();
  }

  private static void resume(RemoteClient client) {
    var reply = client.ask(ClientRequest.newBuilder().setResume(Resume.newBuilder().setId("e1")));
    assertThat(reply.getExperiment().getState()).isNotEqualTo("paused");
  }

  private static void assertPaused(ExperimentView view) {
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTrials(0).getStagesList())
        .anySatisfy(stage -> assertThat(stage.getState()).isEqualTo("paused"));
  }

  private ForkedLab start(Path home) throws Exception {
    return ForkedLab.start(home, folder.resolve("output"), PROPERTIES);
  }

  private static void awaitLine(ForkedLab lab, Path home, String when) throws Exception {
    while (!log(home).contains(when)) {
      lab.assertAlive();
      assertThat(log(home)).doesNotContain("trial done", "trial failed");
      Thread.sleep(2);
    }
  }

  private static String log(Path home) throws Exception {
    Path log = home.resolve("experiments/e1/1/trial.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private Path undisturbed() throws Exception {
    Path home = folder.resolve("undisturbed");
    try (var lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 2"));
        var client = RemoteClient.of(home)) {
      assertThat(lab.home()).isEqualTo(home);
      client.submit(RECIPE, "seed=1");
      assertThat(client.await("e1").getState()).isEqualTo("done");
    }
    return home;
  }
}
