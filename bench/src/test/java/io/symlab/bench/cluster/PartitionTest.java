package io.symlab.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.symlab.bench.cluster.LosingWorkers.Plan;
import io.symlab.bench.cluster.LosingWorkers.Way;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is cut off while it trains, until that is noticed; where namespaces may be made.
 */
class PartitionTest {
  @TempDir Path folder;

  @Test
  void healsByItselfWithoutASecondResultToTheSameBits() throws Exception {
    var plan = new Plan(Way.PARTITION, 1, 1, 2, 1, Duration.ZERO);
    var words = LosingWorkers.run(folder, plan);
    assumeThat(words).as("making network namespaces is not allowed here").isPresent();
    assertThat(words.get())
        .contains("1 losses")
        .contains("experiment done", "lost as a node: 1 times")
        .contains("stages with two results: 0", "8 of 8 files are the same");
  }
}
