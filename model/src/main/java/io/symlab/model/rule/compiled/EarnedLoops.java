package io.symlab.model.rule.compiled;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops of a code, made once it has been worked with enough. To make them, to run them in slow
 * motion until HotSpot compiles them, and to compile them takes half a second or so of processor
 * time: what they save in a billion rows. Shared by threads.
 */
public final class EarnedLoops {
  private static final Logger log = LoggerFactory.getLogger(EarnedLoops.class);

  /** Calls of a loop, of a vector each, until HotSpot takes it for hot. */
  private static final int CALLS = 6000;

  private final LoopCode code;
  private final int arrays;
  private final int numbers;
  private final long worth;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicBoolean claimed = new AtomicBoolean();

  private volatile Loops made;
  private volatile long madeAt;
  private volatile Loops ready;

  /**
   * Loops that run in turn over blocks of rows.
   *
   * @param scratch arrays that they need beside the code's own, of a block's length, numbered after
   *     those
   */
  public record Loops(List<Loop> loops, int scratch) {}

  EarnedLoops(LoopCode code, int arrays, int numbers, long worth) {
    this.code = code;
    this.arrays = arrays;
    this.numbers = numbers;
    this.worth = worth;
  }

  /**
   * The loops, once they are there.
   *
   * @param more rows that are about to be worked on
   * @return null as long as it is somebody else's turn
   */
  public Loops after(long more) {
    if (ready != null) {
      return ready;
    }
    long worked = rows.addAndGet(more);
    if (worked >= worth && claimed.compareAndSet(false, true)) {
      madeAt = worked;
      made = make();
    }
    // A while later, so that HotSpot has had its time with them.
    if (made != null && worked >= madeAt + worth / 4) {
      ready = made;
    }
    return ready;
  }

  /** Null where the JVM does not take them; then all stays as it was. */
  private Loops make() {
    try {
      LoopParts parts = LoopParts.of(code, arrays);
      List<Loop> loops = parts.parts().stream().map(this::loop).toList();
      if (worth > 0) {
        warm(loops, arrays + parts.scratch());
      }
      return new Loops(loops, parts.scratch());
    } catch (IllegalStateException | LinkageError e) {
      log.warn("a formula stays interpreted: {}", e.toString());
      return null;
    }
  }

  private Loop loop(LoopParts.Part part) {
    LoopCode.Op op = code.ops().get(part.from());
    return op.isAlone()
        ? new FarLoop(
            op.kind(),
            part.taken().get(op.arguments().get(0)),
            part.taken().get(op.arguments().get(1)),
            part.left().get(part.from()))
        : LoopWriter.write(code, part);
  }

  private void warm(List<Loop> loops, int all) {
    float[][] spare = new float[all][LoopWriter.LANES];
    float[] zeros = new float[numbers];
    for (Loop loop : loops) {
      for (int call = 0; call < CALLS; call++) {
        loop.run(spare, zeros, 0, LoopWriter.LANES);
      }
    }
  }
}
