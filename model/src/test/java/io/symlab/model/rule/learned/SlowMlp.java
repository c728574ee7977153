package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;

/**
 * The slow and obvious per-coordinate MLP in double precision, straight from its definition; the
 * reference of the tests.
 */
final class SlowMlp {
  private final RuleSettings settings;
  private final List<ParameterGroup> groups;

  SlowMlp(RuleSettings settings, List<ParameterGroup> groups) {
    this.settings = settings;
    this.groups = groups;
  }

  /** The updates that follow from features, [features][coordinates]. */
  double[] updates(double[] phi, double[][] features) {
    double[] updates = new double[features[0].length];
    for (ParameterGroup group : groups) {
      for (int i = group.offset(); i < group.offset() + group.length(); i++) {
        double[] x = new double[features.length];
        for (int f = 0; f < x.length; f++) {
          x[f] =
              features[f][i] * (settings.features().get(f).ofStep() ? 1 : size(features[f], group));
        }
        updates[i] = network(phi, x);
      }
    }
    return updates;
  }

  private static double size(double[] feature, ParameterGroup group) {
    double sum = 0;
    for (int i = group.offset(); i < group.offset() + group.length(); i++) {
      sum += feature[i] * feature[i];
    }
    return 1 / Math.sqrt(1e-5 + sum / group.length());
  }

  private double network(double[] phi, double[] input) {
    double[] x = input;
    int at = 0;
    for (int l = 0; l <= settings.hidden().size(); l++) {
      boolean last = l == settings.hidden().size();
      double[] next = new double[last ? 2 : settings.hidden().get(l)];
      for (int r = 0; r < next.length; r++) {
        double sum = phi[at + next.length * x.length + r];
        for (int c = 0; c < x.length; c++) {
          sum += phi[at + r * x.length + c] * x[c];
        }
        next[r] = last ? sum : Math.max(sum, 0);
      }
      at += next.length * (x.length + 1);
      x = next;
    }
    return -settings.scale() * x[0] * Math.exp(0.001 * x[1]);
  }
}
