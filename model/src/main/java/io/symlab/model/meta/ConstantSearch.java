package io.symlab.model.meta;

import io.symlab.symbolic.Randomness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A search for constants that asks for no derivative: separable natural evolution strategies
 * (Wierstra et al. 2014, "Natural Evolution Strategies", SNES), candidates in mirrored pairs.
 * Candidates are drawn around the constants, each dimension with a spread of its own; which of them
 * end lower, and nothing else, moves the constants and the spreads. With d dimensions, s_k the
 * draws and u_k the utilities of their ranks,
 *
 * <pre>
 *   c += spread sum_k u_k s_k       spread *= exp(eta / 2 sum_k u_k (s_k^2 - 1))
 * </pre>
 *
 * with eta = (3 + ln d) / (5 sqrt d).
 */
final class ConstantSearch implements TuningMethod.Moves {
  private final double[] spreads;
  private final int[] dimension;
  private final int dimensions;
  private final double rate;

  /**
   * A search.
   *
   * @param spreads by parameter, to begin with
   * @param dimension by parameter which it belongs to, from 0; negative for one that stays
   * @param rate what it is known by
   */
  ConstantSearch(double[] spreads, int[] dimension, double rate) {
    this.spreads = spreads.clone();
    this.dimension = dimension.clone();
    this.dimensions = Arrays.stream(dimension).max().orElse(-1) + 1;
    this.rate = rate;
  }

  @Override
  public double rate() {
    return rate;
  }

  double[] spreads() {
    return spreads.clone();
  }

  /** How many there are in a generation, an even number. */
  int candidates() {
    return 2 * (3 + (int) (1.5 * Math.log(Math.max(1, dimensions))));
  }

  /** One of a generation's candidates around a center, from 0. */
  float[] candidate(float[] center, long seed, int generation, int index) {
    double[] drawn = drawn(seed, generation, index);
    float[] candidate = center.clone();
    for (int i = 0; i < candidate.length; i++) {
      if (dimension[i] >= 0) {
        candidate[i] += (float) (spreads[i] * drawn[dimension[i]]);
      }
    }
    return candidate;
  }

  /** Standard normal numbers, [dimensions]; the second of a pair has those of the first negated. */
  private double[] drawn(long seed, int generation, int index) {
    SplittableRandom random =
        Randomness.stream(seed, "meta-tune.candidates", generation, index / 2);
    double[] drawn = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      drawn[d] = (index % 2 == 0 ? 1 : -1) * Randomness.gaussian(random);
    }
    return drawn;
  }

  /**
   * Moves the center and the spreads.
   *
   * @param center that the candidates were drawn around, changed in place
   * @param losses by candidate; infinite where it diverged
   */
  void follow(float[] center, long seed, int generation, double[] losses) {
    double[] utilities = utilities(losses);
    double[] move = new double[dimensions];
    double[] growth = new double[dimensions];
    for (int k = 0; k < losses.length; k++) {
      double[] drawn = drawn(seed, generation, k);
      for (int d = 0; d < dimensions; d++) {
        move[d] += utilities[k] * drawn[d];
        growth[d] += utilities[k] * (drawn[d] * drawn[d] - 1);
      }
    }
    double eta = (3 + Math.log(dimensions)) / (5 * Math.sqrt(dimensions));
    for (int i = 0; i < center.length; i++) {
      if (dimension[i] >= 0) {
        center[i] += (float) (spreads[i] * move[dimension[i]]);
        spreads[i] *= StrictMath.exp(eta / 2 * growth[dimension[i]]);
      }
    }
  }

  /** By candidate, from its rank among the losses; they sum to 0. */
  static double[] utilities(double[] losses) {
    int count = losses.length;
    int[] ranked =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> losses[k]))
            .mapToInt(k -> k)
            .toArray();
    double[] raw = new double[count];
    for (int rank = 0; rank < count; rank++) {
      raw[rank] = Math.max(0, Math.log(count / 2.0 + 1) - Math.log(rank + 1));
    }
    double sum = Arrays.stream(raw).sum();
    double[] utilities = new double[count];
    for (int rank = 0; rank < count; rank++) {
      utilities[ranked[rank]] = raw[rank] / sum - 1.0 / count;
    }
    return utilities;
  }

  @Override
  public void write(DataOutputStream out) throws IOException {
    for (double spread : spreads) {
      out.writeDouble(spread);
    }
  }

  @Override
  public void read(DataInputStream in) throws IOException {
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] = in.readDouble();
    }
  }
}
