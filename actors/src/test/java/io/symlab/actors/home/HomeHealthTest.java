package io.symlab.actors.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeHealthTest {
  @TempDir Path folder;

  @Test
  void findsNothingWrongWithAFolderThatCanBeWrittenToAndLeavesNothingThere() {
    var health = new HomeHealth(folder, 1, List.of());
    assertThat(health.look()).isEmpty();
    assertThat(health.trouble()).isEmpty();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void namesTheDiskThatHasTooLittleSpaceAndTheSetting() {
    var health = new HomeHealth(folder, Long.MAX_VALUE, List.of());
    assertThat(health.look().orElseThrow())
        .contains(folder.toString(), "full", "symlab.disk-reserve");
    assertThat(health.trouble()).isPresent();
  }

  @Test
  void missesAFolderAndIsGladWhenItIsBack() throws IOException {
    Path home = folder.resolve("home");
    var health = new HomeHealth(home, 0, List.of());
    assertThat(health.look().orElseThrow()).contains(home.toString(), "missing");
    Files.createDirectory(home);
    assertThat(health.look()).isEmpty();
  }

  @Test
  void tellsADisksFailuresFromOthers() {
    assertThat(DiskTrouble.words(new IOException("No space left on device"))).isPresent();
    assertThat(DiskTrouble.words(new FileSystemException("/x", null, "Read-only file system")))
        .contains("/x: Read-only file system");
    assertThat(DiskTrouble.words(new IllegalStateException(new ReadOnlyFileSystemException())))
        .isPresent();
    assertThat(DiskTrouble.words(new IOException("not an IDX file"))).isEmpty();
    assertThat(DiskTrouble.words(new IllegalStateException("no space left"))).isEmpty();
    assertThat(DiskTrouble.isFull(new IOException("No space left on device"))).isTrue();
    assertThat(DiskTrouble.isFull(new IOException("Input/output error"))).isFalse();
    assertThat(DiskTrouble.isReadOnly(new FileSystemException("/x", null, "Read-only file system")))
        .isTrue();
    assertThat(DiskTrouble.isReadOnly(new IOException("No space left on device"))).isFalse();
  }
}
