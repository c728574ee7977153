package io.symlab.experiment.direct;

/**
 * How far some work is.
 *
 * @param done units
 * @param total units
 * @param unit what is counted, e.g. {@code steps}
 * @param seconds since it began
 */
public record JobProgress(long done, long total, String unit, double seconds) {
  /** Takes one now and then. */
  @FunctionalInterface
  public interface Listener {
    void show(JobProgress progress);
  }

  /** From 0 to 1. */
  public double share() {
    return total == 0 ? 1 : Math.min(1, done / (double) total);
  }

  /** At the pace so far; infinite as long as nothing is done. */
  public double secondsLeft() {
    return done == 0 ? Double.POSITIVE_INFINITY : seconds * (total - done) / done;
  }
}
