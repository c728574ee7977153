package io.symlab.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
}
