package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.results.TrialFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lab with GPUs (that are none) computes on each in a process of its own: one that dies costs an
 * attempt, is started again, and changes no result; all of them end with the lab.
 */
class OwnProcessTest {
  private static final String SETTINGS =
      """
      symlab {
        slots = 1, checkpoint-interval = 0s, retry.backoff = 10ms
        devices = [{ kind = fake-gpu, count = 2 }]
      }
      """;

  private static final String RECIPE =
      """
      name = crashed
      sweep.seeds = 2
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
      List.of(TrialFiles.META_LOSS, TrialFiles.LEARNED, TrialFiles.TUNED);

  @TempDir Path folder;

  @Test
  void aCrashCostsAnAttemptAndAllEndWithTheLab() throws Exception {
    Path home = Files.createDirectories(folder.resolve("lab"));
    Files.writeString(home.resolve("lab.conf"), SETTINGS);
    var files = new LabFiles(home);
    long pid;
    try (var cluster = new ForkedCluster(folder)) {
      cluster.startLab();
      try (var client = RemoteClient.of(home)) { // it is taken though no GPU is there as yet
        assertThat(client.submit(RECIPE).getSubmitted().getId()).isEqualTo("e1");
      }
      String name = "lab-fake-gpu1";
      cluster.awaitState("lab-fake-gpu0", "up");
      cluster.awaitState(name, "up");
      int trial = cluster.awaitWork(name);
      cluster.await("a checkpoint", () -> files.says(trial, "checkpoint of"));
      kill(pid(name));
      cluster.await("the end of the attempt", () -> files.says(trial, "ended: crashed"));
      assertThat(files.log(trial)).contains("killed by signal 9");
      cluster.awaitState(name, "up");
      try (var client = RemoteClient.of(home)) {
        assertThat(client.awaitEnd("e1").getState()).describedAs(cluster.said()).isEqualTo("done");
      }
      assertThat(files.log(trial)).contains("from experiments/e1/" + trial + "/checkpoints/");
      assertThat(files.file(trial, TrialFiles.PROVENANCE)).content().contains(name, "fake-gpu1");
      pid = pid(name);
      assertThat(ProcessHandle.of(pid)).isPresent();
    } // which kills the lab
    for (int i = 0;
        i < 300 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        i++) {
      Thread.sleep(100);
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    var undisturbed = LabFiles.undisturbed(folder.resolve("undisturbed"), 2, RECIPE);
    files.assertSame(undisturbed.files(), 2, SAME);
  }

  @Test
  void aLabWithoutGpusHasNone() throws Exception {
    Path home = folder.resolve("plain");
    try (var lab = LabProcess.start(home, ConfigFactory.parseMap(Map.of("symlab.slots", 1)))) {
      assertThat(lab.home().resolve("devices")).doesNotExist();
      assertThat(lab.home().resolve("cluster")).doesNotExist();
      assertThat(ProcessHandle.current().children().map(one -> one.info().commandLine().orElse("")))
          .noneMatch(line -> line.contains("DeviceWorker"));
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** The newest that the lab has begun under a name. */
  private long pid(String name) throws Exception {
    Matcher begun =
        Pattern.compile(name + " begins, pid ([0-9]+)")
            .matcher(Files.readString(folder.resolve("lab/logs/lab.log")));
    long pid = 0;
    while (begun.find()) {
      pid = Long.parseLong(begun.group(1));
    }
    return pid;
  }
}
