package io.symlab.model.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one rule, and the figures that tables and plots show of them.
 *
 * @param role as its contestant's
 * @param runs run i is on the same problem for every rule
 */
public record ContestantRuns(String role, String name, List<Run> runs) {
  public ContestantRuns {
    runs = List.copyOf(runs);
  }

  /**
   * A loss curve over runs; at each step only the runs that are still finite count, NaN when none
   * is.
   *
   * @param mean [steps]
   * @param low [steps], tenth percentile, interpolated
   * @param high [steps], ninetieth percentile
   */
  public record Band(double[] mean, double[] low, double[] high) {}

  public int divergedRuns() {
    return (int) runs.stream().filter(Run::diverged).count();
  }

  /** Mean over runs of the mean of the last 10 losses; infinite when a run diverged. */
  public double last10() {
    return runs.stream().mapToDouble(Run::last10).average().orElse(Double.NaN);
  }

  /** The last-10 mean of each run, [runs]. */
  public double[] last10PerRun() {
    return perRun(Run::last10);
  }

  /** Mean test accuracy of the runs that have one; NaN when none has. */
  public double accuracy() {
    return Arrays.stream(perRun(Run::accuracy))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  public Band band() {
    int steps = runs.get(0).losses().length;
    Band band = new Band(new double[steps], new double[steps], new double[steps]);
    for (int s = 0; s < steps; s++) {
      int step = s;
      double[] values =
          Arrays.stream(perRun(run -> run.losses()[step]))
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      band.mean[s] = Arrays.stream(values).average().orElse(Double.NaN);
      band.low[s] = OrderStatistics.quantile(values, 0.1);
      band.high[s] = OrderStatistics.quantile(values, 0.9);
    }
    return band;
  }

  double[] perRun(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }
}
