package io.symlab.actors.trial;

import com.typesafe.config.Config;
import io.symlab.experiment.RunState;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialState;
import java.time.Duration;
import java.util.Optional;

/**
 * When a trial that keeps failing is given up, and how long it waits before it tries again.
 *
 * @param budget attempts in a row that may fail; a new checkpoint or an ended stage starts the
 *     count anew, because then the next attempt does not meet the same ground again
 * @param limit attempts of the trial that may fail in all, so that tiny steps forward end too
 * @param deaths how often in a row the lab itself may die under the trial; an attempt that ended in
 *     any other way, a checkpoint or an ended stage starts the count anew
 * @param backoff wait after the first failure in a row; doubles with each further one
 * @param maxBackoff longest wait
 */
public record RetryPolicy(
    int budget, int limit, int deaths, Duration backoff, Duration maxBackoff) {
  /** Reads the block {@code symlab.retry}. */
  public static RetryPolicy of(Config retry) {
    return new RetryPolicy(
        retry.getInt("budget"),
        retry.getInt("limit"),
        retry.getInt("deaths"),
        retry.getDuration("backoff"),
        retry.getDuration("max-backoff"));
  }

  /**
   * How the trial ends if it must not be tried again; empty when it may.
   *
   * @param blamed whether the lab's death may be its doing
   */
  Optional<TrialEnded> verdict(TrialState state, boolean blamed) {
    if (blamed && state.getDeathsInRow() >= deaths) {
      return Optional.of(
          failed(
              AttemptEnd.KILLED_DAEMON,
              "the lab died "
                  + state.getDeathsInRow()
                  + " times in a row while this trial ran, without a new checkpoint in between"));
    }
    if (state.getFailuresInRow() >= budget || state.getFailures() >= limit) {
      return Optional.of(
          failed(
              state.getLastKind(),
              state.getLastCause() + " (after " + state.getFailures() + " failed attempts)"));
    }
    return Optional.empty();
  }

  /** The wait before the next attempt; zero when the last one did not fail. */
  Duration pause(TrialState state) {
    int failures = state.getFailuresInRow();
    if (failures == 0) {
      return Duration.ZERO;
    }
    long millis = backoff.toMillis() << Math.min(failures - 1, 20);
    return Duration.ofMillis(Math.min(millis, maxBackoff.toMillis()));
  }

  private static TrialEnded failed(String kind, String cause) {
    return TrialEvents.ended(RunState.FAILED, kind, cause);
  }
}
