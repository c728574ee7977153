package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.ListExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real lab in every stage of a trial, and finds that nothing acknowledged is lost, nothing
 * that had ended runs again, and the results are those of a lab that nobody killed, bit for bit.
 */
class KillTest {
  private static final List<String> SAME =
      List.of(
          TrialFiles.META_LOSS,
          TrialFiles.LEARNED,
          TrialFiles.FRONT,
          TrialFiles.EVOLVE_LOSS,
          TrialFiles.EVOLVED,
          TrialFiles.TUNE_LOSS,
          TrialFiles.TUNED);

  /** The compiler that starts fast: results must not depend on it either. */
  private static final String[] PROPERTIES = {
    "-Dsymlab.checkpoint-interval=0s",
    "-Dsymlab.slots=1",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC"
  };

  /** Large enough that every stage can be met at work, small enough for a test. */
  private static final String RECIPE =
      """
      name = killed
      optimizee { kind = quadratic, instances = 8, dimension = 5 }
      rule { features = [mt, gt], linear = 4, lstm = [5] }
      meta-train {
        epochs = 24, steps = 40, unroll = 20, evaluate-every = 4, evaluation-steps = 20
      }
      distill {
        rollouts { train = 3, validation = 1, test = 1 }
        steps = 40, coordinates = 10, window = 2
        islands = 2, population = 40, rounds = 30, reservoir = 500, max-complexity = 12
      }
      evolve { budget = 20000, steps = 20, problems = 2, islands = 2, population = 8 }
      meta-tune { epochs = 6, steps = 40, evaluate-every = 2, evaluation-steps = 20 }
      evaluate { runs = 2, steps = 40, baselines { adam = [0.01, 0.03], sgd = [0.01] } }
      """;

  @TempDir Path folder;

  @Test
  void goesOnWhereItWasKilledAndComesToTheSameResults() throws Exception {
    Path home = folder.resolve("killed");
    List<String> acknowledged = submitAndKill(home, "checkpoint of meta-train");
    stopOnce(home, "meta-train begins with 1 slot, from ");
    killOnce(home, "checkpoint of distill");
    killOnce(home, "checkpoint of evolve");
    killOnce(home, "meta-tune begins");
    killOnce(home, "evaluate begins");
    killOnce(home, "report begins");

    ForkedLab last = start(home);
    try {
      last.awaitUp(home);
      try (var client = RemoteClient.of(home)) {
        assertThat(client.await("e1").getState()).describedAs(log(home)).isEqualTo("done");
        assertThat(client.ask(list()).getExperiments().getExperimentsList())
            .map(ExperimentView::getId)
            .containsExactlyElementsOf(acknowledged);
      }
    } finally {
      last.kill();
    }
    assertNothingRanAgain(log(home));
    assertSameResults(home, undisturbed());
  }

  /** Two more wait behind the one that is killed. */
  private List<String> submitAndKill(Path home, String when) throws Exception {
    ForkedLab lab = start(home);
    try {
      lab.awaitUp(home);
      List<String> acknowledged = new ArrayList<>();
      try (var client = RemoteClient.of(home)) {
        for (int seed = 1; seed <= 3; seed++) {
          acknowledged.add(client.submit(RECIPE, "seed=" + seed).getSubmitted().getId());
        }
      }
      awaitLine(lab, home, when);
      assertThat(acknowledged).containsExactly("e1", "e2", "e3");
      return acknowledged;
    } finally {
      lab.kill();
    }
  }

  private void killOnce(Path home, String when) throws Exception {
    ForkedLab lab = start(home);
    try {
      awaitLine(lab, home, when);
    } finally {
      lab.kill();
    }
    String stage = when.replaceAll("checkpoint of | begins", "");
    assertThat(log(home)).contains(when).doesNotContain(stage + " ended");
  }

  private void stopOnce(Path home, String when) throws Exception {
    ForkedLab lab = start(home);
    try {
      awaitLine(lab, home, when);
      lab.awaitUp(home);
      lab.terminate();
    } finally {
      lab.kill();
    }
    assertThat(home.resolve("socket")).doesNotExist();
    assertThat(log(home)).contains("attempt 2 ended: stopped");
  }

  private ForkedLab start(Path home) throws Exception {
    return ForkedLab.start(home, folder.resolve("output"), PROPERTIES);
  }

  private static void awaitLine(ForkedLab lab, Path home, String when) throws Exception {
    int before = log(home).length();
    while (log(home).indexOf(when, before) < 0) {
      lab.assertAlive();
      assertThat(log(home)).doesNotContain("trial done", "trial failed");
      Thread.sleep(2);
    }
  }

  private static ClientRequest.Builder list() {
    return ClientRequest.newBuilder().setList(ListExperiments.getDefaultInstance());
  }

  private static String log(Path home) throws Exception {
    Path log = home.resolve("experiments/e1/1/trial.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static void assertNothingRanAgain(String log) {
    for (String stage :
        List.of("meta-train", "distill", "evolve", "meta-tune", "evaluate", "report")) {
      String ended = stage + " ended";
      assertThat(log).containsOnlyOnce(ended);
      assertThat(log.substring(log.indexOf(ended))).doesNotContain(stage + " begins");
    }
  }

  /** The same recipe in a lab that is left alone. */
  private Path undisturbed() throws Exception {
    Path home = folder.resolve("undisturbed");
    try (var lab =
            LabProcess.start(
                home,
                ConfigFactory.parseString("symlab.slots = 2, symlab.checkpoint-interval = 5s"));
        var client = RemoteClient.of(home)) {
      assertThat(lab.home()).isEqualTo(home);
      client.submit(RECIPE, "seed=1");
      assertThat(client.await("e1").getState()).isEqualTo("done");
    }
    return home;
  }

  private static void assertSameResults(Path killed, Path undisturbed) {
    for (String file : SAME) {
      Path expected = undisturbed.resolve("experiments/e1/1").resolve(file);
      assertThat(killed.resolve("experiments/e1/1").resolve(file)).hasSameBinaryContentAs(expected);
    }
  }
}
