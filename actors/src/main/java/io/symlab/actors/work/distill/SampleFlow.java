package io.symlab.actors.work.distill;

import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the batches of many rollouts in one order, by rollout and then by number, whatever the order
 * in which they come, and into the sample log. A batch that came early waits here; how many do is
 * bounded by the rollouts' credit.
 */
final class SampleFlow {
  private final SampleLog log;
  private final int rollouts;
  private final Map<Integer, Queue<SampleBatch>> early = new TreeMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private int head;
  private int headBatches;

  /**
   * @param rollouts how many there are
   * @param head the rollout whose batches come next; all before it are in the log
   * @param headBatches how many of it are in the log
   */
  SampleFlow(SampleLog log, int rollouts, int head, int headBatches) {
    this.log = log;
    this.rollouts = rollouts;
    this.head = head;
    this.headBatches = headBatches;
  }

  /**
   * A batch has come.
   *
   * @param batch numbered within its rollout, the next one of it
   * @return the rollouts that a batch was logged of, one entry per batch: their credit is free
   *     again
   */
  List<Integer> arrived(int rollout, SampleBatch batch) throws IOException {
    early.computeIfAbsent(rollout, key -> new ArrayDeque<>()).add(batch);
    return advance();
  }

  /**
   * A rollout has sent all its batches.
   *
   * @return as {@link #arrived}
   */
  List<Integer> ended(int rollout) throws IOException {
    ended.add(rollout);
    return advance();
  }

  /** Whether the log is whole. */
  boolean complete() {
    return head == rollouts;
  }

  /** The rollout whose batches come next. */
  int head() {
    return head;
  }

  /** How many of its batches are in the log. */
  int headBatches() {
    return headBatches;
  }

  private List<Integer> advance() throws IOException {
    List<Integer> logged = new ArrayList<>();
    while (head < rollouts) {
      Queue<SampleBatch> waiting = early.getOrDefault(head, new ArrayDeque<>());
      while (!waiting.isEmpty()) {
        append(waiting.remove());
        logged.add(head);
      }
      if (!ended.contains(head)) {
        break;
      }
      early.remove(head++);
      headBatches = 0;
    }
    return logged;
  }

  private void append(SampleBatch batch) throws IOException {
    if (batch.number() != headBatches) {
      throw new IllegalStateException(
          "batch " + batch.number() + " of rollout " + head + " came, not " + headBatches);
    }
    log.append(new SampleBatch(log.batches(), batch.rows(), batch.width(), batch.values()));
    headBatches++;
  }
}
