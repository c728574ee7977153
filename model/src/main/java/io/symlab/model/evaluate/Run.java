package io.symlab.model.evaluate;

import io.symlab.model.rollout.Rollout;
import java.util.Arrays;

/**
 * What one rule did on one problem.
 *
 * @param losses f_t(theta_t) before each update, [steps]; NaN from where it diverged
 * @param diverged whether a loss or a parameter ceased to be finite
 * @param accuracy share of test examples right at the end; NaN where there is no such thing
 */
public record Run(double[] losses, boolean diverged, double accuracy) {
  /** How many losses at the end make a figure of their mean. */
  static final int LAST = 10;

  /** What a finished rollout shows. */
  public static Run of(Rollout rollout) {
    if (!rollout.done()) {
      throw new IllegalStateException("this rollout has not ended yet");
    }
    return new Run(rollout.lossCurve(), rollout.diverged(), rollout.accuracy().orElse(Double.NaN));
  }

  /** Mean of the last 10 losses (of all, when there are fewer); infinite when it diverged. */
  public double last10() {
    return diverged ? Double.POSITIVE_INFINITY : meanBefore(losses.length);
  }

  /** Mean of the 10 losses before an end (of all, when there are fewer). */
  private double meanBefore(int end) {
    return Arrays.stream(losses, Math.max(0, end - LAST), end).average().orElse(Double.NaN);
  }

  /**
   * After how many steps the mean of the last 10 losses was first at or below a target; infinite
   * when it never was. A single loss would be luck of the batch.
   */
  public double stepsToReach(double target) {
    for (int end = Math.min(LAST, losses.length); end <= losses.length; end++) {
      if (meanBefore(end) <= target) {
        return end;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
