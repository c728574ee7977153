package io.symlab.actors.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final byte[] BYTES = "phi, moments, epoch".getBytes(UTF_8);

  @TempDir Path home;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    var store = new CheckpointStore(home);
    var file = store.write("experiments/e1/0/meta-train-1-3.ckpt", BYTES);
    assertThat(file.getLength()).isEqualTo(BYTES.length);
    assertThat(file.getSha256().size()).isEqualTo(32);
    assertThat(store.read(file)).isEqualTo(BYTES);
  }

  @Test
  void aWriteReplacesWhatWasThereAndLeavesNothingBeside() throws IOException {
    var store = new CheckpointStore(home);
    store.write("front.json", BYTES);
    var file = store.write("front.json", new byte[] {1, 2});
    assertThat(store.read(file)).containsExactly(1, 2);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("front.json"));
    }
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    var store = new CheckpointStore(home);
    var file = store.write("a.ckpt", BYTES);
    Files.write(home.resolve("a.ckpt"), Arrays.copyOf(BYTES, 5));
    assertThatThrownBy(() -> store.read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("a.ckpt")
        .hasMessageContaining("5 bytes, not " + BYTES.length);
  }

  @Test
  void aChangedByteIsSeen() throws IOException {
    var store = new CheckpointStore(home);
    var file = store.write("a.ckpt", BYTES);
    byte[] changed = BYTES.clone();
    changed[3] ^= 1;
    Files.write(home.resolve("a.ckpt"), changed);
    assertThatThrownBy(() -> store.read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("a.ckpt");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    var store = new CheckpointStore(home);
    var file = store.write("a.ckpt", BYTES);
    store.delete(file);
    assertThatThrownBy(() -> store.read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("a.ckpt is missing");
  }

  @Test
  void aWriteThatDiesHalfwayLeavesTheOldFileWhole() throws IOException {
    var store = new CheckpointStore(home);
    var file = store.write("a.ckpt", BYTES);
    // What a process killed in the middle of the next write leaves behind.
    Files.write(home.resolve("a.ckpt.999-1.tmp"), new byte[] {1});
    assertThat(new CheckpointStore(home).read(file)).isEqualTo(BYTES);
    var next = new CheckpointStore(home).write("a.ckpt", new byte[] {7});
    assertThat(store.read(next)).containsExactly(7);
  }

  @Test
  void aWriteThatFailsLeavesNoTemporaryFile() throws IOException {
    var store = new CheckpointStore(home);
    // A folder that is not empty cannot be replaced by a file.
    Files.createDirectories(home.resolve("a.ckpt/inner"));
    assertThatThrownBy(() -> store.write("a.ckpt", BYTES)).isInstanceOf(IOException.class);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("a.ckpt"));
    }
  }

  @Test
  void namesStayInTheHome() {
    var store = new CheckpointStore(home);
    assertThatThrownBy(() -> store.write("../x", BYTES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.write("/etc/x", BYTES))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
