package io.symlab.bench.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab whose disk takes no writes from one moment to the next; where the test may mount one. */
class ReadOnlyDiskTest {
  @TempDir Path folder;

  @Test
  void namesItLivesAndComesToTheSameResultsOnceItIsMountedAgain() throws Exception {
    var words = ReadOnlyDisk.run(folder, 2, 5);
    assumeThat(words).as("mounting a file system is not allowed here").isPresent();
    assertThat(words.get()).contains("2 times read-only", "same bits");
  }
}
