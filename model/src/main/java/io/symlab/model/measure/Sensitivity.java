package io.symlab.model.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers s_tau = mean |dy / dx_tau| std(x_tau) per feature and lag, sample by sample. Samples
 * whose derivative is not finite do not count for its mean.
 */
final class Sensitivity {
  private final double[][] slopes;
  private final double[][] slopeCounts;
  private final double[][] means;
  private final double[][] squares;
  private final double[][] counts;

  Sensitivity(int features, int lags) {
    slopes = new double[features][lags];
    slopeCounts = new double[features][lags];
    means = new double[features][lags];
    squares = new double[features][lags];
    counts = new double[features][lags];
  }

  /** One sample's derivative by a feature at a lag, and the feature's value there. */
  void add(int feature, int lag, double slope, double value) {
    if (Double.isFinite(slope)) {
      slopes[feature][lag] += Math.abs(slope);
      slopeCounts[feature][lag]++;
    }
    // Welford's update: exact for values far from 0.
    double n = ++counts[feature][lag];
    double off = value - means[feature][lag];
    means[feature][lag] += off / n;
    squares[feature][lag] += off * (value - means[feature][lag]);
  }

  PerceptionField field() {
    List<List<Double>> all = new ArrayList<>();
    for (int f = 0; f < slopes.length; f++) {
      List<Double> s = new ArrayList<>();
      for (int lag = 0; lag < slopes[f].length; lag++) {
        double slope = slopes[f][lag] / Math.max(1, slopeCounts[f][lag]);
        s.add(slope * Math.sqrt(squares[f][lag] / Math.max(1, counts[f][lag])));
      }
      all.add(s);
    }
    return new PerceptionField(all);
  }
}
