package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.OwnTask;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial's data on a worker's machine: the same, others, or none. */
class HostDataTest {
  @TempDir Path folder;

  @Test
  void oughtToBeTheTrials() throws IOException {
    StageBegin begin = begin(folder);
    String wanted = begin.getDataChecksum();
    assertThatCode(() -> HostData.require("far", begin)).doesNotThrowAnyException();
    Files.writeString(folder.resolve("task.pt"), "another module");
    assertThatThrownBy(() -> HostData.require("far", begin))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "far",
            folder.toString(),
            wanted.substring(0, 12),
            own(folder).checksum().substring(0, 12));
    Files.delete(folder.resolve("task.pt"));
    assertThatThrownBy(() -> HostData.require("far", begin))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("far", "task.pt", wanted.substring(0, 12));
  }

  @Test
  void areNotLookedForWhereProblemsAreDrawn() throws IOException {
    StageBegin drawn = begin(folder).toBuilder().clearDataChecksum().build();
    Files.delete(folder.resolve("task.pt"));
    assertThatCode(() -> HostData.require("far", drawn)).doesNotThrowAnyException();
  }

  /** Work on a task of the user's own, whose files are written there. */
  static StageBegin begin(Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("task.pt"), "a module");
    Path arrays = Files.createDirectories(folder.resolve("arrays"));
    Files.write(arrays.resolve("x.idx"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 9});
    return StageBegin.newBuilder()
        .setExperiment("e1")
        .setTrial(1)
        .setAttempt(1)
        .setStage("meta-train")
        .setDirectory("experiments/e1/1")
        .setSlots(1)
        .setRecipe(
            """
            {"name": "x", "optimizee": {
              "kind": "torchscript", "inputs": ["x"], "script": "%s", "arrays": "%s"
            }}
            """
                .formatted(script, arrays))
        .setDataChecksum(own(folder).checksum())
        .build();
  }

  private static OwnTask own(Path folder) {
    return new OwnTask(
        folder.resolve("task.pt").toString(), folder.resolve("arrays").toString(), List.of("x"));
  }
}
