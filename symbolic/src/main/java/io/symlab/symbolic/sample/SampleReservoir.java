package io.symlab.symbolic.sample;

import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A bounded, uniform choice of the rows of a growing record, of which every earlier state can still
 * be asked for: {@link #at} is a pure function of the first n batches and the seed, whoever asks
 * and when.
 *
 * <p>Every row gets a key drawn from (seed, its number in the record); kept are the rows with the
 * smallest keys. While the reservoir is not full, views share one block of memory. Afterwards each
 * admitted row takes the slot of the row with the greatest key, and the list of admissions, which
 * grows with the logarithm of the record's length only, is enough to rebuild any earlier view.
 *
 * <p>Thread-safe.
 */
public final class SampleReservoir {
  private static final int CACHED_VIEWS = 4;

  /** A row in a slot, with the key that decides how long it stays. */
  private record Kept(long key, int slot) {}

  private final int width;
  private final int capacity;
  private final long seed;
  private float[][] columns;
  private float[] target;
  private int filled;
  private long seen;
  private int batches;
  private double targetVariance;
  private double targetMean;
  private final PriorityQueue<Kept> kept =
      new PriorityQueue<>((a, b) -> Long.compareUnsigned(b.key(), a.key()));

  /** Rows admitted after the reservoir was full, in order: their slots and values. */
  private int[] lateSlots = new int[0];

  private float[][] lateRows = new float[0][];
  private int lateCount;

  /** After n batches: rows filled, late admissions, variance. */
  private int[] filledAfter = new int[16];

  private int[] lateAfter = new int[16];
  private double[] varianceAfter = new double[16];

  private final Map<Integer, Samples> views =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Samples> eldest) {
          return size() > CACHED_VIEWS;
        }
      };

  /**
   * @param width columns of a row: F features, then y
   * @param capacity rows kept at most
   */
  public SampleReservoir(int width, int capacity, long seed) {
    if (width < 2 || capacity < 1) {
      throw new IllegalArgumentException(
          "a reservoir needs a width of 2 or more and a capacity of 1 or more, not "
              + width
              + " and "
              + capacity);
    }
    this.width = width;
    this.capacity = capacity;
    this.seed = seed;
    int start = Math.min(capacity, 1024);
    this.columns = new float[width - 1][start];
    this.target = new float[start];
    this.varianceAfter[0] = 1;
  }

  /** Batches appended so far. */
  public synchronized int batches() {
    return batches;
  }

  /**
   * Takes the next batch.
   *
   * @throws IllegalArgumentException when it is not the next one or has another width
   */
  public synchronized void append(SampleBatch batch) {
    if (batch.number() != batches || batch.width() != width) {
      throw new IllegalArgumentException(
          "expected batch "
              + batches
              + " of width "
              + width
              + ", got batch "
              + batch.number()
              + " of width "
              + batch.width());
    }
    if (targetVariance == 0 && batch.rows() > 0) {
      // Frozen at the first rows, so that losses of different rounds can be compared.
      targetVariance = TargetSpread.variance(batch.values(), width - 1, width, batch.rows(), 1);
      targetMean = TargetSpread.mean(batch.values(), width - 1, width, batch.rows());
    }
    for (int row = 0; row < batch.rows(); row++) {
      admit(batch.values(), row * width);
    }
    batches++;
    if (batches >= filledAfter.length) {
      filledAfter = Arrays.copyOf(filledAfter, 2 * batches);
      lateAfter = Arrays.copyOf(lateAfter, 2 * batches);
      varianceAfter = Arrays.copyOf(varianceAfter, 2 * batches);
    }
    filledAfter[batches] = filled;
    lateAfter[batches] = lateCount;
    varianceAfter[batches] = targetVariance == 0 ? 1 : targetVariance;
  }

  /**
   * What is kept of the first n batches.
   *
   * @throws IllegalArgumentException when fewer have been appended
   */
  public synchronized Samples at(int n) {
    if (n < 0 || n > batches) {
      throw new IllegalArgumentException("asked for " + n + " batches, there are " + batches);
    }
    int late = lateAfter[n];
    if (late == 0) {
      return new Samples(filledAfter[n], columns, target, varianceAfter[n], filledAfter[n])
          .withMean(targetMean);
    }
    return views.computeIfAbsent(late, key -> rebuild(n));
  }

  private Samples rebuild(int n) {
    float[][] copy = new float[width - 1][];
    for (int f = 0; f < width - 1; f++) {
      copy[f] = Arrays.copyOf(columns[f], capacity);
    }
    float[] y = Arrays.copyOf(target, capacity);
    for (int i = 0; i < lateAfter[n]; i++) {
      for (int f = 0; f < width - 1; f++) {
        copy[f][lateSlots[i]] = lateRows[i][f];
      }
      y[lateSlots[i]] = lateRows[i][width - 1];
    }
    return new Samples(capacity, copy, y, varianceAfter[n], (long) capacity + lateAfter[n])
        .withMean(targetMean);
  }

  private void admit(float[] values, int offset) {
    long key = Randomness.key(seed, "reservoir", seen++);
    if (filled < capacity) {
      if (filled == target.length) {
        grow();
      }
      for (int f = 0; f < width - 1; f++) {
        columns[f][filled] = values[offset + f];
      }
      target[filled] = values[offset + width - 1];
      kept.add(new Kept(key, filled++));
      return;
    }
    if (Long.compareUnsigned(key, kept.element().key()) >= 0) {
      return;
    }
    int slot = kept.remove().slot();
    kept.add(new Kept(key, slot));
    if (lateCount == lateSlots.length) {
      int longer = Math.max(256, 2 * lateCount);
      lateSlots = Arrays.copyOf(lateSlots, longer);
      lateRows = Arrays.copyOf(lateRows, longer);
    }
    lateSlots[lateCount] = slot;
    lateRows[lateCount++] = Arrays.copyOfRange(values, offset, offset + width);
  }

  /** Earlier views keep the shorter arrays, whose rows never change. */
  private void grow() {
    int longer = Math.min(capacity, 2 * target.length);
    float[][] wider = new float[width - 1][];
    for (int f = 0; f < width - 1; f++) {
      wider[f] = Arrays.copyOf(columns[f], longer);
    }
    columns = wider;
    target = Arrays.copyOf(target, longer);
  }
}
