package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Pause;
import io.symlab.proto.Resume;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses a trial of a real lab, kills the lab, and finds the trial paused after the next start; let
 * go on, it comes to the results of one that nobody paused, bit for bit.
 */
class PauseKillTest {
  private static final String[] FLAGS = {"-Dsymlab.checkpoint-interval=0s", "-Dsymlab.slots=1"};

  private static final List<String> SAME =
      List.of(TrialFiles.META_LOSS, TrialFiles.LEARNED, TrialFiles.FRONT, TrialFiles.TUNED);

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
  private LabFiles files;

  @Test
  void staysPausedThroughAKillAndComesToTheSameResults() throws Exception {
    files = new LabFiles(folder.resolve("paused"));
    try (var lab = start();
        var client = RemoteClient.of(files.home())) {
      client.submit(RECIPE, "seed=1");
      pauseAt(lab, client, "checkpoint of meta-train");
    } // which kills it
    try (var lab = start();
        var client = RemoteClient.of(files.home())) {
      resume(client);
      pauseAt(lab, client, "checkpoint of distill");
    }
    try (var last = start();
        var client = RemoteClient.of(files.home())) {
      resume(client);
      assertThat(client.awaitEnd("e1").getState()).describedAs(files.log(1)).isEqualTo("done");
      assertThat(last.isAlive()).isTrue();
    }
    assertThat(files.log(1)).contains("ended: paused: asked to").doesNotContain("killed-daemon");
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE, "seed=1");
    files.assertSame(undisturbed.files(), 1, SAME);
  }

  private ForkedLab start() throws Exception {
    return new ForkedLab(files.home(), FLAGS).awaitUp();
  }

  private void pauseAt(ForkedLab lab, RemoteClient client, String when) throws Exception {
    lab.await(
        () -> {
          assertThat(files.hasEnded(1)).isFalse();
          return files.says(1, when);
        });
    var pause = ClientRequest.newBuilder().setPause(Pause.newBuilder().setId("e1"));
    assertPaused(client.ask(pause).getExperiment());
  }

  private static void resume(RemoteClient client) {
    assertPaused(client.status("e1"));
    var reply = client.ask(ClientRequest.newBuilder().setResume(Resume.newBuilder().setId("e1")));
    assertThat(reply.getExperiment().getState()).isNotEqualTo("paused");
  }

  private static void assertPaused(ExperimentView view) {
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTrials(0).getStagesList())
        .anySatisfy(stage -> assertThat(stage.getState()).isEqualTo("paused"));
  }
}
