package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.proto.Cancel;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens a journal of every released version, and one of the version to come, as far as it has come.
 * Each has e1, which was done; e2, which was cancelled; and e3, a sweep of two trials, the first of
 * which was at meta-training when its lab was killed. In the one of the version to come the path of
 * the home where it was made has been replaced by a neutral one of the same length, and the
 * checksums over it made anew; all else is as that build wrote it.
 */
class JournalFormatTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"0.1.0", "0.2.0-SNAPSHOT"})
  void opensInThisVersion(String version) throws Exception {
    copy(Path.of(getClass().getResource("/journal-" + version).toURI()), home);
    var lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 1"));
    try (var client = RemoteClient.of(home)) {
      ExperimentView done = client.status("e1");
      assertThat(done.getState()).isEqualTo("done");
      assertThat(done.getName()).isEqualTo("tiny");
      assertThat(done.getTrials(0).getStagesList())
          .hasSize(5)
          .allMatch(stage -> stage.getState().equals("done") && stage.getSeconds() > 0);
      assertThat(client.status("e2").getState()).isEqualTo("cancelled");

      ExperimentView open = client.status("e3");
      assertThat(open.getTrialsList()).hasSize(2);
      while (client.status("e3").getTrials(0).getAttempt() < 2) {
        Thread.sleep(20);
      }
      assertThat(Files.readString(home.resolve("experiments/e3/1/trial.log")))
          .contains("attempt 1 ended: killed-daemon")
          .contains("attempt 2 begins, at meta-train");
      var cancel = ClientRequest.newBuilder().setCancel(Cancel.newBuilder().setId("e3"));
      assertThat(client.ask(cancel).getExperiment().getEndedMillis()).isPositive();

      var anew = client.submit("name = anew, optimizee.kind = quadratic, meta-train.epochs = 9999");
      assertThat(anew.getSubmitted().getId()).isEqualTo("e4");
    } finally {
      lab.close();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
