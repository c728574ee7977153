package io.symlab.model.rule.learned;

/**
 * The slow and obvious learned optimizer of one coordinate in double precision, straight from
 * torch's definitions of Linear, ELU and LSTMCell and the papers' of their options; the reference
 * of the tests.
 */
public final class SlowRule {
  private final RuleSettings settings;
  private final double[] phi;
  private final double[][] h;
  private final double[][] c;

  private final int group;

  public SlowRule(RuleSettings settings, double[] phi) {
    this(settings, phi, 0);
  }

  /** The rule of a coordinate in a parameter group. */
  public SlowRule(RuleSettings settings, double[] phi, int group) {
    this.settings = settings;
    this.group = group;
    this.phi = phi;
    h = new double[settings.lstm().size()][];
    c = new double[settings.lstm().size()][];
    for (int l = 0; l < h.length; l++) {
      h[l] = new double[settings.lstm().get(l)];
      c[l] = new double[settings.lstm().get(l)];
    }
  }

  /** The update of the next step. */
  public double next(double[] seen) {
    double[] features = seen.clone();
    for (int f = 0; f < features.length; f++) {
      boolean grows = settings.features().get(f).scalesWithGradient();
      features[f] *= grows ? settings.inputGain().orElseThrow() : 1;
    }
    double[] x = settings.preprocess() == Preprocess.RAW ? features : logSign(features);
    int at = 0;
    double[] z = x;
    if (settings.kind() == RuleKind.RNNPROP) {
      z = new double[settings.linear()];
      int bias = z.length * x.length;
      for (int r = 0; r < z.length; r++) {
        double sum = dot(r * x.length, x) + phi[bias + r];
        z[r] = sum > 0 ? sum : Math.expm1(sum);
      }
      at = bias + z.length;
    }
    for (int l = 0; l < h.length; l++) {
      at = lstm(at, z, h[l], c[l]);
      z = h[l];
    }
    double out = dot(at, z) + phi[at + z.length];
    at += z.length + 1;
    double scale = settings.scale();
    if (settings.preTanhScale()) {
      out *= phi[at++];
      scale *= 0.1;
    }
    if (settings.groupRates()) {
      scale *= factor(at);
    }
    return scale * (settings.kind() == RuleKind.RNNPROP ? Math.tanh(out) : out);
  }

  private static double[] logSign(double[] features) {
    double[] inputs = new double[2 * features.length];
    for (int f = 0; f < features.length; f++) {
      double g = features[f];
      boolean large = Math.abs(g) >= Math.exp(-10);
      inputs[2 * f] = large ? Math.log(Math.abs(g)) / 10 : -1;
      inputs[2 * f + 1] = large ? Math.signum(g) : Math.exp(10) * g;
    }
    return inputs;
  }

  /** A network of one hidden layer of 8 on the group's one-hot vector. */
  private double factor(int at) {
    int n = settings.groups();
    double sum = phi[at + 8 * n + 16];
    for (int k = 0; k < 8; k++) {
      sum += phi[at + 8 * n + 8 + k] * Math.tanh(phi[at + k * n + group] + phi[at + 8 * n + k]);
    }
    return Math.exp(sum);
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
