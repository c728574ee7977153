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

  private final String unit;
  private long reported;
  private long done;
  private double rate;
  private boolean first = true;

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

  /** A report; its rate is a mean over some ten seconds that forgets the old ones slowly. */
  public StageProgress report(long done, long total, Map<String, Double> figures, long now) {
    double seconds = Math.max(1e-9, (now - reported) / 1e9);
    double current = Math.max(0, done - this.done) / seconds;
    double weight = first ? 1 : 1 - Math.exp(-seconds / MEMORY_SECONDS);
    rate += weight * (current - rate);
    first = false;
    reported = now;
    this.done = done;
    double left = done >= total ? 0 : rate > 0 ? (total - done) / rate : -1;
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
