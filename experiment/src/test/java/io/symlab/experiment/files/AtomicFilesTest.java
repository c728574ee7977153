package io.symlab.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @Test
  void aBareNameIsMeantInTheCurrentFolder() throws IOException {
    Path bare = Path.of("atomic-files-test-" + ProcessHandle.current().pid());
    try {
      AtomicFiles.write(bare, "one".getBytes(StandardCharsets.UTF_8));
      AtomicFiles.write(bare, "two".getBytes(StandardCharsets.UTF_8));
      assertThat(bare).hasContent("two");
      assertThat(Path.of("").toAbsolutePath()).isDirectoryNotContaining("glob:**" + bare + ".*");
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @TempDir Path folder;

  @Test
  void aSecondNameHoldsTheSameUntilOneOfThemIsReplaced() throws Exception {
    byte[] content = {1, 2, 3};
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    assertThat(AtomicFiles.link(one, other, content)).isFalse();
    AtomicFiles.write(one, content);
    assertThat(AtomicFiles.link(one, other, new byte[] {1, 2})).isFalse();
    for (int i = 0; i < 2; i++) {
      assertThat(AtomicFiles.link(one, other, content)).isTrue();
      assertThat(other).hasBinaryContent(content);
    }
    AtomicFiles.write(one, new byte[] {4});
    assertThat(other).hasBinaryContent(content);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(one, other);
    }
  }
}
