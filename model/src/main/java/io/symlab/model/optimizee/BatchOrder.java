package io.symlab.model.optimizee;

import io.symlab.model.data.Images;
import io.symlab.symbolic.Randomness;

/**
 * In which order a problem sees its examples: epoch by epoch without replacement, each epoch
 * shuffled anew. A function of the key alone, so any step's batch can be asked for at any time. The
 * few examples that do not fill a batch sit an epoch out.
 */
final class BatchOrder {
  private final int[] examples;
  private final int batch;
  private final int perEpoch;
  private final long key;
  private int epoch = -1;
  private int[] order;

  /**
   * An order.
   *
   * @param examples numbers of the examples to draw from
   * @param batch examples per batch, at most as many as there are
   * @param key from {@link Randomness#key}
   */
  BatchOrder(int[] examples, int batch, long key) {
    this.examples = examples;
    this.batch = batch;
    this.perEpoch = examples.length / batch;
    this.key = key;
  }

  /** The numbers of the examples in a step's batch, [batch]. */
  int[] batch(int step) {
    int wanted = step / perEpoch;
    if (wanted != epoch) {
      order = Images.shuffled(examples.length, Randomness.stream(key, "batch-order", wanted));
      epoch = wanted;
    }
    int[] chosen = new int[batch];
    int from = step % perEpoch * batch;
    for (int i = 0; i < batch; i++) {
      chosen[i] = examples[order[from + i]];
    }
    return chosen;
  }
}
