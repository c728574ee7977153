package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

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
class SweepKillTest {
  private static final String[] FLAGS = {"-Dsymlab.checkpoint-interval=0s", "-Dsymlab.slots=2"};
  private static final int KILLS = 4;
  private static final int TRIALS = 6;

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
  private LabFiles files;

  @Test
  void prunesTheSameTrialsHoweverOftenItIsKilled() throws Exception {
    files = new LabFiles(folder.resolve("killed"));
    Path ends = files.home().resolve("experiments/e1/ends.txt");
    Path report = files.home().resolve("experiments/e1/report/sweep.html");
    try (var lab = start().awaitUp();
        var client = RemoteClient.of(files.home())) {
      assertThat(client.submit(RECIPE).getSubmitted().getId()).isEqualTo("e1");
      lab.await(() -> events() >= 1);
    } // which kills it
    for (int kill = 2; kill <= KILLS; kill++) {
      int lines = 3 * kill;
      try (var lab = start()) {
        lab.await(() -> events() >= lines);
      }
    }
    ExperimentView killed;
    try (var lab = start().awaitUp();
        var client = RemoteClient.of(files.home())) {
      killed = client.awaitEnd("e1");
      lab.await(() -> Files.exists(ends)); // the hook runs once all has ended
    }
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 3, RECIPE);
    assertThat(killed.getState()).isEqualTo("done");
    assertThat(states(killed)).isEqualTo(states(undisturbed.view()));
    assertThat(states(killed).values()).containsOnlyOnce("done");
    for (TrialView trial : killed.getTrialsList()) {
      assertThat(trial.getRungsList())
          .isEqualTo(undisturbed.view().getTrials(trial.getIndex() - 1).getRungsList());
      if (trial.getState().equals("pruned")) {
        assertThat(trial.getFailureCause()).contains("rung ", " epochs of meta-train: best was ");
      }
    }
    files.assertSame(undisturbed.files(), TRIALS, List.of(TrialFiles.META_LOSS));
    assertThat(Files.readAllLines(ends)).containsExactly("e1 done " + report);
    assertThat(report).isNotEmptyFile();
  }

  private ForkedLab start() throws Exception {
    return new ForkedLab(files.home(), FLAGS);
  }

  private static Map<Integer, String> states(ExperimentView view) {
    var states = new TreeMap<Integer, String>();
    view.getTrialsList().forEach(trial -> states.put(trial.getIndex(), trial.getState()));
    return states;
  }

  /** Of how many events the logs of all trials tell. */
  private int events() throws Exception {
    int events = 0;
    for (int trial = 1; trial <= TRIALS; trial++) {
      events +=
          (int)
              files
                  .log(trial)
                  .lines()
                  .filter(line -> line.contains("rung ") || line.contains("ended after"))
                  .count();
    }
    return events;
  }
}
