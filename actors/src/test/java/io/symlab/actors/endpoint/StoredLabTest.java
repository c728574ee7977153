package io.symlab.actors.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.ListExperiments;
import io.symlab.proto.Logs;
import io.symlab.proto.Status;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks into the home of a lab that was killed: e1 was done, e2 cancelled, and of e3, a sweep of
 * two, the first was at meta-training.
 */
class StoredLabTest {
  @TempDir Path home;

  @BeforeEach
  void copyHome() throws Exception {
    Path from = Path.of(getClass().getResource("/journal-0.1.0").toURI());
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = home.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void knowsWhatTheJournalKnows() throws Exception {
    StoredLab lab = read();
    List<ExperimentView> all =
        lab.answer(ClientRequest.newBuilder().setList(ListExperiments.newBuilder()).build())
            .getExperiments()
            .getExperimentsList();
    assertThat(all).map(ExperimentView::getId).containsExactly("e1", "e2", "e3");
    assertThat(all).map(ExperimentView::getState).containsExactly("done", "cancelled", "stopped");
    assertThat(all).map(ExperimentView::getTrialsCount).containsOnly(0);
    assertThat(all.get(0).getCountsMap()).containsExactly(Map.entry("done", 1));
    assertThat(status(lab, "e1").getTrials(0).getStagesList())
        .hasSize(5)
        .allMatch(stage -> stage.getState().equals("done") && stage.getSeconds() > 0);
  }

  @Test
  void doesNotSayThatSomethingRuns() throws Exception {
    ExperimentView open = status(read(), "e3");
    assertThat(open.getTrialsList()).map(TrialView::getState).containsExactly("stopped", "waiting");
    assertThat(open.getTrials(0).getAttempt()).isEqualTo(1);
    assertThat(open.getTrials(0).getStages(0).getState()).isEqualTo("stopped");
    assertThat(open.getEndedMillis()).isZero();
  }

  @Test
  void leavesEverythingAsItIs() throws Exception {
    Map<String, String> before = files();
    read();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void readsFilesOfTrialsWhereTheHomeLiesNow() throws Exception {
    StoredLab lab = read();
    assertThat(status(lab, "e1").getDirectory()).startsWith(home.toString());
    Path log = home.resolve("experiments/e1/1/trial.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "a line\n");
    var asked = Logs.newBuilder().setId("e1").setTrial(1);
    var answer = lab.answer(ClientRequest.newBuilder().setLogs(asked).build()).getLog();
    assertThat(answer.getText().toStringUtf8()).isEqualTo("a line\n");
    assertThat(answer.getEnded()).isTrue();
  }

  @Test
  void saysWhatThereIsNot() throws Exception {
    var asked = ClientRequest.newBuilder().setStatus(Status.newBuilder().setId("e9")).build();
    assertThat(read().answer(asked).getRefused().getExitCode()).isEqualTo(2);
  }

  @Test
  void saysThatAJournalIsDamaged() throws Exception {
    Files.writeString(home.resolve("journal/CURRENT"), "MANIFEST-none\n");
    assertThatThrownBy(() -> read()).hasMessageContaining("MANIFEST-none");
  }

  private StoredLab read() throws IOException {
    return StoredLab.read(home, StoredLab.copy(home));
  }

  private static ExperimentView status(StoredLab lab, String id) {
    var asked = Status.newBuilder().setId(id);
    return lab.answer(ClientRequest.newBuilder().setStatus(asked).build()).getExperiment();
  }

  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return files;
  }
}
