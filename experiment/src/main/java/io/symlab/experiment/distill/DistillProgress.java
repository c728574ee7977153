package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;

/**
 * How a run stands, for who watches it.
 *
 * @param seconds searched so far, all resumed parts together
 * @param limits when it ends
 * @param round that all islands have ended
 * @param evaluations of formulas so far
 * @param evaluationsPerSecond in this process
 * @param nodeRowsPerSecond nodes times rows evaluated per second in this process
 * @param front as it is now
 */
public record DistillProgress(
    double seconds,
    DistillLimits limits,
    int round,
    long evaluations,
    double evaluationsPerSecond,
    double nodeRowsPerSecond,
    FrontFile front) {

  /** The share of the nearest limit that is used up, 0 to 1. */
  public double share() {
    double share = seconds / limits.seconds();
    return Math.min(1, Math.max(share, round / (double) limits.rounds()));
  }

  /** Seconds until the nearest limit as things go; infinite when nobody knows. */
  public double secondsLeft() {
    double left = limits.seconds() - seconds;
    if (limits.hasRounds() && round > 0) {
      left = Math.min(left, seconds / round * (limits.rounds() - round));
    }
    return Math.max(0, left);
  }
}
