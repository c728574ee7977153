package io.symlab.bench.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab whose disk is full for a while; where the test may mount one. */
class FullDiskTest {
  @TempDir Path folder;

  @Test
  void livesThroughAFullDiskAndComesToTheSameResults() throws Exception {
    var words = FullDisk.run(folder, 3, 5);
    assumeThat(words).as("mounting a file system is not allowed here").isPresent();
    assertThat(words.get()).contains("3 times full", "same bits");
  }
}
