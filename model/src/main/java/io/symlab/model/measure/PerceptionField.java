package io.symlab.model.measure;

import java.util.List;

/**
 * How much a rule's output y depends on each of its features as they were tau steps ago, and how
 * far back it looks. A definition of our own; a published one was not at hand.
 *
 * <p>s_tau = mean |dy / dx_tau| std(x_tau), the mean and the standard deviation over samples; the
 * temporal perception field of a feature is sum_tau (tau + 1) s_tau / sum_tau s_tau: 1 for a rule
 * that reads the newest value alone.
 *
 * @param sensitivity s, [features][lags], newest first
 */
public record PerceptionField(List<List<Double>> sensitivity) {
  public PerceptionField {
    sensitivity = sensitivity.stream().map(List::copyOf).toList();
  }

  /** The temporal perception field of a feature, in steps; NaN where nothing depends on it. */
  public double steps(int feature) {
    double weighted = 0;
    double sum = 0;
    List<Double> s = sensitivity.get(feature);
    for (int lag = 0; lag < s.size(); lag++) {
      weighted += (lag + 1) * s.get(lag);
      sum += s.get(lag);
    }
    return sum > 0 ? weighted / sum : Double.NaN;
  }
}
