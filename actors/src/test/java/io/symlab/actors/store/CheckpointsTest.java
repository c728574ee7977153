package io.symlab.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.actors.work.Tiny;
import io.symlab.proto.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path home;

  private Checkpoints attempt(int number, FileRef from) {
    var begin = Tiny.begin("meta-train", "e1/0").setAttempt(number);
    return new Checkpoints(
        (from == null ? begin : begin.setCheckpoint(from)).build(), new CheckpointStore(home));
  }

  @Test
  void anAttemptWritesOverNoOtherOnes() throws IOException {
    FileRef first = attempt(1, null).write("s100", new byte[] {1});
    FileRef second = attempt(2, first).write("s100", new byte[] {2});
    assertThat(attempt(3, first).read()).hasValueSatisfying(b -> assertThat(b).containsExactly(1));
    assertThat(attempt(3, second).read()).hasValueSatisfying(b -> assertThat(b).containsExactly(2));
    assertThat(attempt(3, null).read()).isEmpty();
  }

  @Test
  void aDamagedOneIsToldApart() throws IOException {
    FileRef known = attempt(1, null).write("s100", new byte[] {1});
    Files.write(home.resolve(known.getPath()), new byte[] {2});
    assertThatThrownBy(() -> attempt(2, known).read())
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void theOneBeforeTheLastIsKept() throws IOException {
    FileRef older = attempt(1, null).write("s100", new byte[] {1});
    FileRef last = attempt(1, null).write("s200", new byte[] {2});
    var begin = Tiny.begin("meta-train", "e1/0").setCheckpoint(last).setPreviousCheckpoint(older);
    new Checkpoints(begin.build(), new CheckpointStore(home)).sweep();
    assertThat(home.resolve(older.getPath())).exists();
    assertThat(home.resolve(last.getPath())).exists();
  }

  @Test
  void whatNobodyWasToldOfIsSweptAway() throws IOException {
    FileRef known = attempt(1, null).write("s100", new byte[] {1});
    attempt(1, null).write("s200", new byte[] {2});
    Path folder = home.resolve("e1/0/checkpoints");
    Files.write(folder.resolve("meta-train-a1-s300.ckpt.77-3.tmp"), new byte[] {3});
    attempt(2, known).sweep();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(home.resolve(known.getPath()));
    }
  }
}
