package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFlowTest {
  @TempDir Path folder;

  private static SampleBatch batch(int rollout, int number) {
    return new SampleBatch(number, 1, 2, new float[] {rollout, number});
  }

  private SampleLog log(String name) throws IOException {
    return SampleLog.open(folder.resolve(name), 0);
  }

  /** Rollout 0 has two batches, rollout 1 three, rollout 2 none, rollout 3 one. */
  private void inOrder(SampleFlow flow) throws IOException {
    flow.arrived(0, batch(0, 0));
    flow.arrived(0, batch(0, 1));
    flow.ended(0);
    flow.arrived(1, batch(1, 0));
    flow.arrived(1, batch(1, 1));
    flow.arrived(1, batch(1, 2));
    flow.ended(1);
    flow.ended(2);
    flow.arrived(3, batch(3, 0));
    flow.ended(3);
  }

  @Test
  void theLogIsTheSameHoweverBatchesCome() throws IOException {
    try (var straight = log("straight");
        var mixed = log("mixed")) {
      inOrder(new SampleFlow(straight, 4, 0, 0));
      var flow = new SampleFlow(mixed, 4, 0, 0);
      assertThat(flow.arrived(3, batch(3, 0))).isEmpty();
      assertThat(flow.ended(3)).isEmpty();
      assertThat(flow.arrived(1, batch(1, 0))).isEmpty();
      assertThat(flow.arrived(0, batch(0, 0))).containsExactly(0);
      assertThat(flow.ended(2)).isEmpty();
      assertThat(flow.arrived(1, batch(1, 1))).isEmpty();
      assertThat(flow.arrived(0, batch(0, 1))).containsExactly(0);
      assertThat(flow.ended(0)).containsExactly(1, 1);
      assertThat(flow.complete()).isFalse();
      assertThat(flow.arrived(1, batch(1, 2))).containsExactly(1);
      assertThat(flow.ended(1)).containsExactly(3);
      assertThat(flow.complete()).isTrue();
    }
    assertThat(Files.readAllBytes(folder.resolve("mixed")))
        .isEqualTo(Files.readAllBytes(folder.resolve("straight")));
  }

  @Test
  void itGoesOnInTheMiddleOfARollout() throws IOException {
    try (var log = log("log")) {
      var before = new SampleFlow(log, 2, 0, 0);
      before.arrived(0, batch(0, 0));
      before.ended(0);
      before.arrived(1, batch(1, 0));
      assertThat(before.head()).isEqualTo(1);
      assertThat(before.headBatches()).isEqualTo(1);
      var after = new SampleFlow(log, 2, before.head(), before.headBatches());
      after.arrived(1, batch(1, 1));
      after.ended(1);
      assertThat(after.complete()).isTrue();
      assertThat(log.batches()).isEqualTo(3);
      assertThat(log.read(2).values()).containsExactly(1, 1);
    }
  }

  @Test
  void aBatchThatIsMissingIsSeen() throws IOException {
    try (var log = log("log")) {
      var flow = new SampleFlow(log, 1, 0, 0);
      assertThatThrownBy(() -> flow.arrived(0, batch(0, 1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
