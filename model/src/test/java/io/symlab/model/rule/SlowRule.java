package io.symlab.model.rule;

/**
 * The slow and obvious RNNProp of one coordinate in double precision, straight from torch's
 * definitions of Linear, ELU and LSTMCell; the reference of the tests.
 */
public final class SlowRule {
  private final RuleSettings settings;
  private final double[] phi;
  private final double[][] h;
  private final double[][] c;

  public SlowRule(RuleSettings settings, double[] phi) {
    this.settings = settings;
    this.phi = phi;
    h = new double[settings.lstm().size()][];
    c = new double[settings.lstm().size()][];
    for (int l = 0; l < h.length; l++) {
      h[l] = new double[settings.lstm().get(l)];
      c[l] = new double[settings.lstm().get(l)];
    }
  }

  /** The update of the next step. */
  public double next(double[] x) {
    int at = 0;
    double[] z = new double[settings.linear()];
    int bias = z.length * x.length;
    for (int r = 0; r < z.length; r++) {
      double sum = dot(at + r * x.length, x) + phi[bias + r];
      z[r] = sum > 0 ? sum : Math.expm1(sum);
    }
    at = bias + z.length;
    for (int l = 0; l < h.length; l++) {
      at = lstm(at, z, h[l], c[l]);
      z = h[l];
    }
    return settings.scale() * Math.tanh(dot(at, z) + phi[at + z.length]);
  }

  private int lstm(int at, double[] x, double[] h, double[] c) {
    int n = h.length;
    int hidden = at + 4 * n * x.length;
    int inputBias = hidden + 4 * n * n;
    int hiddenBias = inputBias + 4 * n;
    double[] a = new double[4 * n];
    for (int r = 0; r < a.length; r++) {
      a[r] = dot(at + r * x.length, x) + dot(hidden + r * n, h);
      a[r] += phi[inputBias + r] + phi[hiddenBias + r];
    }
    for (int k = 0; k < n; k++) {
      c[k] = sigmoid(a[n + k]) * c[k] + sigmoid(a[k]) * Math.tanh(a[2 * n + k]);
      h[k] = sigmoid(a[3 * n + k]) * Math.tanh(c[k]);
    }
    return hiddenBias + 4 * n;
  }

  private double dot(int at, double[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += phi[at + k] * x[k];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
