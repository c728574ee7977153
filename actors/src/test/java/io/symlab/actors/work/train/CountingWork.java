package io.symlab.actors.work.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.symlab.actors.store.CurveLog;
import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.symbolic.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A work for tests: sums random numbers; an epoch is ten steps. */
final class CountingWork implements SteppedWork<byte[]> {
  static final AtomicInteger OPEN = new AtomicInteger();

  private final int total;
  private final int diverge;
  private final List<CurveLog.Row> rows = new ArrayList<>();
  private int done;
  private double sum;

  /**
   * @param diverge the step that throws; negative: none
   * @param checkpoint null for a fresh work
   */
  CountingWork(int total, int diverge, byte[] checkpoint) {
    this.total = total;
    this.diverge = diverge;
    if (checkpoint != null) {
      var buffer = ByteBuffer.wrap(checkpoint);
      done = buffer.getInt();
      sum = buffer.getDouble();
    }
    OPEN.incrementAndGet();
  }

  @Override
  public boolean done() {
    return done == total;
  }

  @Override
  public boolean step() {
    if (done == diverge) {
      throw new DivergedException("the loss is NaN at step " + done);
    }
    sum += Randomness.stream(7, "counting", done++).nextDouble();
    rows.add(new CurveLog.Row(done, sum));
    return done % 10 == 0;
  }

  List<CurveLog.Row> drainRows() {
    List<CurveLog.Row> made = List.copyOf(rows);
    rows.clear();
    return made;
  }

  @Override
  public byte[] checkpoint() {
    if (done % 10 != 0) {
      throw new IllegalStateException("a checkpoint in the middle of an epoch");
    }
    return ByteBuffer.allocate(12).putInt(done).putDouble(sum).array();
  }

  @Override
  public byte[] result() {
    return Double.toString(sum).getBytes(UTF_8);
  }

  @Override
  public Progress progress() {
    return new Progress(done, total, Map.of("meta-loss", sum));
  }

  @Override
  public void close() {
    OPEN.decrementAndGet();
  }
}
