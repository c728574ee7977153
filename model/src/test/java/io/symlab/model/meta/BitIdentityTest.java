package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.RuleSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meta-training gives the same bits in the interpreter as when its loops have been compiled. */
class BitIdentityTest {
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT, Feature.MOM9), 6, List.of(7, 3), 0.1);
  private static final MetaTrainingSettings TRAINING =
      new MetaTrainingSettings(1, 8, 4, 0.01, 1, 4);

  public static void main(String[] args) {
    System.out.println("hash " + hash());
  }

  private static int hash() {
    try (MetaTraining work = new MetaTraining(new Bowl(), RULE, TRAINING, 1)) {
      while (!work.done()) {
        work.step();
      }
      return 31 * Arrays.hashCode(work.checkpoint()) + work.drainRows().hashCode();
    }
  }

  @Test
  void interpretedAndCompiled() throws IOException, InterruptedException {
    int compiled = hash();
    for (int i = 0; i < 300; i++) {
      assertThat(hash()).isEqualTo(compiled);
    }
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xint",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                BitIdentityTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(out).contains("hash " + compiled);
  }
}
