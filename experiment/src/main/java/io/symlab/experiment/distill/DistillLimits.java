package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.symbolic.regression.Stop;

/**
 * When a run ends; the first that is reached counts. None of this changes what is found by a given
 * round.
 *
 * @param seconds of searching, all resumed parts together; infinite: no limit
 * @param rounds of every island; {@link Integer#MAX_VALUE}: no limit
 * @param stopLoss training loss that is good enough; NaN: none is
 */
public record DistillLimits(double seconds, int rounds, double stopLoss) {
  /** What a run takes that nobody set a limit to. */
  public static final double DEFAULT_SECONDS = 60;

  /** A minute. */
  public static final DistillLimits DEFAULT =
      new DistillLimits(DEFAULT_SECONDS, Integer.MAX_VALUE, Double.NaN);

  /**
   * Judges them.
   *
   * @throws LabException naming the option
   */
  void check() throws LabException {
    if (!(seconds > 0)) {
      throw new LabException(
          LabException.BAD_INPUT, "--seconds must be more than 0, not " + seconds);
    }
    if (rounds < 1) {
      throw new LabException(LabException.BAD_INPUT, "--rounds must be 1 or more, not " + rounds);
    }
    if (stopLoss < 0) {
      throw new LabException(
          LabException.BAD_INPUT, "--stop-loss must be 0 or more, as losses are, not " + stopLoss);
    }
  }

  /** The same for the engine. */
  Stop stop() {
    return Stop.NEVER.seconds(seconds).rounds(rounds).loss(stopLoss);
  }

  boolean hasRounds() {
    return rounds < Integer.MAX_VALUE;
  }
}
