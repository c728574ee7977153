package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.ListExperiments;
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

  private static final String[] FLAGS = {"-Dsymlab.checkpoint-interval=0s", "-Dsymlab.slots=1"};

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
      evaluate { runs = 4, steps = 400, baselines { adam = [0.01, 0.03], sgd = [0.01] } }
      """;

  @TempDir Path folder;
  private LabFiles files;

  @Test
  void goesOnWhereItWasKilledAndComesToTheSameResults() throws Exception {
    files = new LabFiles(folder.resolve("killed"));
    List<String> acknowledged = submitAndKill("checkpoint of meta-train");
    stopOnce("meta-train begins with 1 slot, from ");
    killOnce("checkpoint of distill");
    killOnce("checkpoint of evolve");
    killOnce("meta-tune begins");
    killOnce("evaluate begins");
    killOnce("report begins");

    try (var last = start().awaitUp();
        var client = RemoteClient.of(files.home())) {
      assertThat(client.awaitEnd("e1").getState()).describedAs(files.log(1)).isEqualTo("done");
      assertThat(last.isAlive()).isTrue();
      assertThat(client.ask(list()).getExperiments().getExperimentsList())
          .map(ExperimentView::getId)
          .containsExactlyElementsOf(acknowledged);
    }
    assertNothingRanAgain(files.log(1));
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE, "seed=1");
    files.assertSame(undisturbed.files(), 1, SAME);
  }

  /** Two more wait behind the one that is killed. */
  private List<String> submitAndKill(String when) throws Exception {
    try (var lab = start().awaitUp();
        var client = RemoteClient.of(files.home())) {
      List<String> acknowledged = new ArrayList<>();
      for (int seed = 1; seed <= 3; seed++) {
        acknowledged.add(client.submit(RECIPE, "seed=" + seed).getSubmitted().getId());
      }
      awaitNews(lab, when);
      assertThat(acknowledged).containsExactly("e1", "e2", "e3");
      return acknowledged;
    }
  }

  private void killOnce(String when) throws Exception {
    try (var lab = start()) {
      awaitNews(lab, when);
    }
    String stage = when.replaceAll("checkpoint of | begins", "");
    assertThat(files.log(1)).contains(when).doesNotContain(stage + " ended");
  }

  private void stopOnce(String when) throws Exception {
    try (var lab = start()) {
      awaitNews(lab, when);
      lab.awaitUp().terminate();
    }
    assertThat(files.home().resolve("socket")).doesNotExist();
    assertThat(files.log(1)).contains("attempt 2 ended: stopped");
  }

  private ForkedLab start() throws Exception {
    return new ForkedLab(files.home(), FLAGS);
  }

  /** Returns once the first trial's log says what it has not said yet. */
  private void awaitNews(ForkedLab lab, String when) throws Exception {
    int before = files.log(1).length();
    lab.await(
        () -> {
          assertThat(files.hasEnded(1)).isFalse();
          return files.log(1).indexOf(when, before) >= 0;
        });
  }

  private static ClientRequest.Builder list() {
    return ClientRequest.newBuilder().setList(ListExperiments.getDefaultInstance());
  }

  private static void assertNothingRanAgain(String log) {
    for (String stage :
        List.of("meta-train", "distill", "evolve", "meta-tune", "evaluate", "report")) {
      String ended = stage + " ended";
      assertThat(log).containsOnlyOnce(ended);
      assertThat(log.substring(log.indexOf(ended))).doesNotContain(stage + " begins");
    }
  }
}
