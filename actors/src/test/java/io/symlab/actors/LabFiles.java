package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.proto.ExperimentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a lab has left of its first experiment, as a test sees it from outside. */
record LabFiles(Path home) {
  /** What became of a recipe in a lab that nobody disturbed. */
  record Undisturbed(LabFiles files, ExperimentView view) {}

  /** Has a recipe done from beginning to end, in this process. */
  static Undisturbed undisturbed(Path home, int slots, String recipe, String... overrides)
      throws Exception {
    try (var lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = " + slots));
        var client = RemoteClient.of(lab.home())) {
      assertThat(client.submit(recipe, overrides).getSubmitted().getId()).isEqualTo("e1");
      ExperimentView view = client.awaitEnd("e1");
      assertThat(view.getState()).isEqualTo("done");
      return new Undisturbed(new LabFiles(home), view);
    }
  }

  /** A file of a trial's. */
  Path file(int trial, String name) {
    return home.resolve("experiments/e1").resolve(Integer.toString(trial)).resolve(name);
  }

  /** All that a trial's log says; nothing before there is one. */
  String log(int trial) throws IOException {
    Path log = file(trial, "trial.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Whether a trial's log says something. */
  boolean says(int trial, String words) throws IOException {
    return log(trial).contains(words);
  }

  /** Whether a trial's log tells of its end. */
  boolean hasEnded(int trial) throws IOException {
    return says(trial, "trial done") || says(trial, "trial failed");
  }

  /** Bit for bit those of another lab, of all trials up to the last one. */
  void assertSame(LabFiles other, int trials, List<String> names) {
    for (int trial = 1; trial <= trials; trial++) {
      for (String name : names) {
        assertThat(file(trial, name)).hasSameBinaryContentAs(other.file(trial, name));
      }
    }
  }
}
