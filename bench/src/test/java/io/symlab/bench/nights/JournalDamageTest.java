package io.symlab.bench.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the damages that the benchmark does by hundreds. */
class JournalDamageTest {
  @TempDir Path folder;

  @Test
  void isNeverAnEmptyLabNorAnothersResults() throws Exception {
    var ways = JournalDamage.run(folder, 12, 7);
    assertThat(ways.values().stream().mapToInt(n -> n).sum()).isEqualTo(12);
  }
}
