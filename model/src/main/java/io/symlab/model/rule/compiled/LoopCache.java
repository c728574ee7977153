package io.symlab.model.rule.compiled;

import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.VectorModule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The loops of the codes that were worked with last, so that what one rule has earned is there for
 * the next of the same form. A code that falls out takes its classes with it as soon as no rule
 * uses them.
 */
public final class LoopCache {
  /** That of this process. */
  public static final LoopCache SHARED = new LoopCache(1_000_000_000, 32);

  /** A longer code would be too many loops. */
  private static final int LONGEST = 1000;

  private final long worth;
  private final Map<LoopCode, EarnedLoops> entries;

  /**
   * A cache of its own.
   *
   * @param worth rows after which loops are made; 0: at once, and as slow as they come
   * @param size how many codes it keeps
   */
  public LoopCache(long worth, int size) {
    this.worth = worth;
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<LoopCode, EarnedLoops> eldest) {
            return size() > size;
          }
        };
  }

  /** Rows of a vector: what loops work on is a multiple of it. */
  public static int lanes() {
    return KernelSet.lanes();
  }

  /**
   * The loops of a code; null where this JVM has no vectors, or the code is too long.
   *
   * @param arrays how many the code has
   * @param numbers how many it is run with
   */
  public EarnedLoops of(LoopCode code, int arrays, int numbers) {
    if (!VectorModule.isPresent() || code.size() > LONGEST) {
      return null;
    }
    synchronized (entries) {
      return entries.computeIfAbsent(code, c -> new EarnedLoops(c, arrays, numbers, worth));
    }
  }
}
