package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of data: epochs without replacement, any step at any time. */
class BatchOrderTest {
  private static final int[] EXAMPLES = IntStream.range(100, 150).toArray();

  private static int[] epoch(BatchOrder order, int epoch) {
    return IntStream.range(5 * epoch, 5 * epoch + 5)
        .flatMap(step -> Arrays.stream(order.batch(step)))
        .toArray();
  }

  @Test
  void everyEpochSeesEveryExampleOnce() {
    BatchOrder order = new BatchOrder(EXAMPLES, 10, 1);
    for (int e = 0; e < 4; e++) {
      assertThat(epoch(order, e)).hasSize(50).containsExactlyInAnyOrder(EXAMPLES);
    }
  }

  @Test
  void everyEpochIsShuffledAnew() {
    BatchOrder order = new BatchOrder(EXAMPLES, 10, 1);
    assertThat(epoch(order, 0)).isNotEqualTo(epoch(order, 1)).isNotEqualTo(EXAMPLES);
  }

  @Test
  void aStepsBatchDoesNotDependOnWhatWasAskedBefore() {
    int[] late = new BatchOrder(EXAMPLES, 10, 1).batch(17);
    BatchOrder order = new BatchOrder(EXAMPLES, 10, 1);
    for (int step = 0; step < 17; step++) {
      assertThat(order.batch(step)).isNotEqualTo(late);
    }
    assertThat(order.batch(17)).isEqualTo(late);
  }

  @Test
  void examplesThatDoNotFillABatchSitAnEpochOut() {
    BatchOrder order = new BatchOrder(EXAMPLES, 20, 1);
    assertThat(order.batch(0)).doesNotContain(order.batch(1));
    assertThat(order.batch(2)).hasSize(20);
  }

  @Test
  void anotherKeyIsAnotherOrder() {
    assertThat(new BatchOrder(EXAMPLES, 10, 2).batch(0))
        .isNotEqualTo(new BatchOrder(EXAMPLES, 10, 1).batch(0));
  }
}
