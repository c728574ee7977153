package io.symlab.model.optimizee;

/** The small net's scores in plain loops and float64: what {@link ConvNet} is held to. */
final class SlowConvNet {
  private SlowConvNet() {}

  /** One image's scores; theta holds weight and bias of three layers, one after the other. */
  static double[] small(double[] image, double[] theta, int classes, Activation activation) {
    double[] h = pooled(convolved(image, 3, 32, theta, 0, 6, activation), 6, 30);
    h = pooled(convolved(h, 6, 15, theta, 168, 12, activation), 12, 13);
    double[] scores = new double[classes];
    int weights = 168 + 660;
    for (int c = 0; c < classes; c++) {
      scores[c] = theta[weights + classes * h.length + c];
      for (int i = 0; i < h.length; i++) {
        scores[c] += theta[weights + c * h.length + i] * h[i];
      }
    }
    return scores;
  }

  private static double[] convolved(
      double[] x,
      int inputs,
      int edge,
      double[] theta,
      int at,
      int outputs,
      Activation activation) {
    int smaller = edge - 2;
    double[] y = new double[outputs * smaller * smaller];
    for (int o = 0; o < outputs; o++) {
      for (int row = 0; row < smaller; row++) {
        for (int column = 0; column < smaller; column++) {
          double sum = theta[at + outputs * inputs * 9 + o];
          for (int c = 0; c < inputs; c++) {
            for (int k = 0; k < 9; k++) {
              double pixel = x[(c * edge + row + k / 3) * edge + column + k % 3];
              sum += theta[at + (o * inputs + c) * 9 + k] * pixel;
            }
          }
          y[(o * smaller + row) * smaller + column] = activated(sum, activation);
        }
      }
    }
    return y;
  }

  private static double activated(double x, Activation activation) {
    return switch (activation) {
      case RELU -> Math.max(0, x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case ELU -> x > 0 ? x : Math.expm1(x);
    };
  }

  /** The largest of every two by two; a last odd row or column is left out. */
  private static double[] pooled(double[] x, int channels, int edge) {
    int half = edge / 2;
    double[] y = new double[channels * half * half];
    for (int c = 0; c < channels; c++) {
      for (int row = 0; row < half; row++) {
        for (int column = 0; column < half; column++) {
          double most = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < 4; k++) {
            most = Math.max(most, x[(c * edge + 2 * row + k / 2) * edge + 2 * column + k % 2]);
          }
          y[(c * half + row) * half + column] = most;
        }
      }
    }
    return y;
  }
}
