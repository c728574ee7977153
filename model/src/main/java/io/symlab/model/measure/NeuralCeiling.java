package io.symlab.model.measure;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a small neural network makes of the samples that formulas are distilled from: the ceiling
 * that a formula's R2 is held against. What the window does not tell, neither can explain.
 *
 * <p>Standardised inputs -> 64 ELU -> 64 ELU -> 1 on the standardised target, squared error, Adam
 * from 0.003 down to 0 along a half cosine, blocks of 256 rows in an order drawn anew each epoch.
 * The weights of the epoch that does best on the validation rows are kept, and 25 epochs without a
 * better one end it. A function of the rows and the seed alone; used by one thread at a time.
 *
 * <pre>{@code
 * var ceiling = new NeuralCeiling(train, validation, seed);
 * while (!ceiling.done()) {
 *   ceiling.step();
 * }
 * double r2 = ceiling.r2(test);
 * }</pre>
 */
public final class NeuralCeiling {
  /** Epochs at most. */
  public static final int EPOCHS = 100;

  private static final int PATIENCE = 25;
  private static final int HIDDEN = 64;
  private static final double RATE = 3e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Samples train;
  private final Samples validation;
  private final long seed;
  private final Standard[] inputs;
  private final Standard output;
  private final DenseNetwork network;
  private final double[][] gradient;
  private final double[][] first;
  private final double[][] second;
  private final int[] order;
  private final float[] adjoint = new float[DenseNetwork.BLOCK];
  private float[][] best;
  private double bestR2 = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private int epoch;
  private int at;
  private long updates;

  /**
   * A network that has seen nothing yet.
   *
   * @param validation rows to choose the weights by; where there are none, or their y does not
   *     vary, the training rows choose
   * @throws IllegalArgumentException when there is no row to learn from
   */
  public NeuralCeiling(Samples train, Samples validation, long seed) {
    if (train.rows() == 0) {
      throw new IllegalArgumentException("a network cannot be fitted to no rows");
    }
    this.train = train;
    this.validation = validation;
    this.seed = seed;
    inputs = Standard.ofColumns(train);
    output = Standard.of(train.target(), train.rows());
    SplittableRandom random = Randomness.stream(seed, "ceiling.initial");
    network = new DenseNetwork(train.features(), HIDDEN, random);
    float[][] weights = network.weights();
    gradient = likeWeights(weights);
    first = likeWeights(weights);
    second = likeWeights(weights);
    best = copy(weights);
    order = new int[train.rows()];
    shuffle();
  }

  private static double[][] likeWeights(float[][] weights) {
    return Arrays.stream(weights).map(layer -> new double[layer.length]).toArray(double[][]::new);
  }

  private static float[][] copy(float[][] weights) {
    return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
  }

  public boolean done() {
    return epoch == EPOCHS || epoch - bestEpoch >= PATIENCE;
  }

  /** Epochs that have ended. */
  public int epoch() {
    return epoch;
  }

  /** Learns from one more block of rows, about a millisecond; scores itself after an epoch. */
  public void step() {
    if (done()) {
      return;
    }
    int n = Math.min(DenseNetwork.BLOCK, order.length - at);
    load(train, order, at, n);
    float[] y = network.forward(n);
    for (int i = 0; i < n; i++) {
      adjoint[i] = 2 * (y[i] - output.apply(train.target()[order[at + i]])) / n;
    }
    network.backward(adjoint, n, gradient);
    double share = (epoch + (double) at / order.length) / EPOCHS;
    update(0.5 * RATE * (1 + StrictMath.cos(Math.PI * share)));
    at += n;
    if (at == order.length) {
      endEpoch();
    }
  }

  private void endEpoch() {
    epoch++;
    at = 0;
    shuffle();
    double r2 = currentR2(validation);
    if (Double.isNaN(r2)) {
      r2 = currentR2(train);
    }
    if (r2 > bestR2) {
      bestR2 = r2;
      bestEpoch = epoch;
      best = copy(network.weights());
    }
  }

  /** R2 on some rows of the best weights so far, as {@link Explained#r2} has it. */
  public double r2(Samples samples) {
    float[][] current = copy(network.weights());
    network.weights(best);
    double r2 = currentR2(samples);
    network.weights(current);
    return r2;
  }

  private double currentR2(Samples samples) {
    int rows = samples.rows();
    float[] predictions = new float[rows];
    for (int from = 0; from < rows; from += DenseNetwork.BLOCK) {
      int n = Math.min(DenseNetwork.BLOCK, rows - from);
      load(samples, null, from, n);
      float[] y = network.forward(n);
      for (int i = 0; i < n; i++) {
        predictions[from + i] = (float) (output.mean() + output.deviation() * y[i]);
      }
    }
    return Explained.r2(predictions, samples.target(), rows);
  }

  /** Rows from..from+n of the order (of the samples themselves, when it is null). */
  private void load(Samples samples, int[] rows, int from, int n) {
    float[] block = network.input();
    for (int f = 0; f < inputs.length; f++) {
      float[] column = samples.column(f);
      for (int i = 0; i < n; i++) {
        int row = rows == null ? from + i : rows[from + i];
        block[f * DenseNetwork.BLOCK + i] = inputs[f].apply(column[row]);
      }
    }
  }

  private void shuffle() {
    SplittableRandom random = Randomness.stream(seed, "ceiling.order", epoch);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  /** Adam (Kingma and Ba 2015, algorithm 1). */
  private void update(double rate) {
    updates++;
    double bias1 = 1 - StrictMath.pow(BETA1, (double) updates);
    double bias2 = 1 - StrictMath.pow(BETA2, (double) updates);
    for (int l = 0; l < gradient.length; l++) {
      adam(network.weights()[l], gradient[l], first[l], second[l], rate, bias1, bias2);
    }
  }

  private static void adam(
      float[] w, double[] g, double[] m, double[] v, double rate, double bias1, double bias2) {
    for (int i = 0; i < w.length; i++) {
      m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      double scale = Math.sqrt(v[i] / bias2) + EPSILON;
      w[i] -= (float) (rate * m[i] / bias1 / scale);
    }
  }
}
