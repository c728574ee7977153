package io.symlab.actors.stage;

import io.symlab.proto.StageProgress;
import java.time.Duration;
import java.util.Map;

/**
 * Turns how far work is into how fast it goes and how long it will take, for reports at a steady
 * pace. Times are a {@code System.nanoTime} that the caller passes in.
 */
public final class ProgressMeter {
  private static final long BETWEEN_REPORTS = Duration.ofMillis(500).toNanos();
  private static final double MEMORY_SECONDS = 10;
  private static final double LEAST_SECONDS = 2;

  private final String unit;
  private long reported;
  private long done;
  private double sum;
  private double watched;

  /**
   * @param unit what is counted
   * @param done how much of it had been done when the work began, at {@code now}
   */
  public ProgressMeter(String unit, long done, long now) {
    this.unit = unit;
    this.done = done;
    this.reported = now;
  }

  /** Whether it is time for a report. */
  public boolean due(long now) {
    return now - reported >= BETWEEN_REPORTS;
  }

  /**
   * A report; its rate is a mean over some ten seconds that forgets the old ones slowly. Time in
   * which nothing was done yet, as when work is being set up, does not count; and how long it will
   * take is not told before it has been watched for a while.
   */
  public StageProgress report(long done, long total, Map<String, Double> figures, long now) {
    double seconds = Math.max(1e-9, (now - reported) / 1e9);
    if (watched > 0 || done > this.done) {
      double current = Math.max(0, done - this.done) / seconds;
      double kept = Math.exp(-seconds / MEMORY_SECONDS);
      sum = kept * sum + (1 - kept) * current;
      watched += seconds;
    }
    double rate = watched > 0 ? sum / (1 - Math.exp(-watched / MEMORY_SECONDS)) : 0;
    reported = now;
    this.done = done;
    boolean known = rate > 0 && watched >= LEAST_SECONDS;
    double left = done >= total ? 0 : known ? (total - done) / rate : -1;
    return StageProgress.newBuilder()
        .setDone(done)
        .setTotal(total)
        .setUnit(unit)
        .putAllFigures(figures)
        .setRate(rate)
        .setSecondsLeft(left)
        .build();
  }
}
