package io.symlab.symbolic.regression;

/**
 * When a search ends; the first that is reached counts. None of this changes what is found by a
 * given round.
 *
 * <pre>{@code
 * Stop stop = Stop.NEVER.seconds(60).loss(1e-6);
 * }</pre>
 *
 * @param seconds of searching, all resumed parts together; infinite: no limit
 * @param rounds of every island; {@link Integer#MAX_VALUE}: no limit
 * @param evaluations of formulas; looked at as the loss is; {@link Long#MAX_VALUE}: no limit
 * @param loss of the training rows that is good enough; NaN: none is
 * @param everyRound whether the loss is looked at after each round, for which all islands have to
 *     wait; else in the first few rounds and in those that are multiples of the slack, where they
 *     meet anyway
 */
public record Stop(double seconds, int rounds, long evaluations, double loss, boolean everyRound) {
  /** Not before it is told to. */
  public static final Stop NEVER =
      new Stop(Double.POSITIVE_INFINITY, Integer.MAX_VALUE, Long.MAX_VALUE, Double.NaN, false);

  public Stop {
    if (!(seconds > 0) || rounds < 1 || evaluations < 1) {
      throw new IllegalArgumentException(
          "a search gets more than 0 seconds, rounds and evaluations, not "
              + seconds
              + ", "
              + rounds
              + " and "
              + evaluations);
    }
  }

  /** After so many seconds, too. */
  public Stop seconds(double most) {
    return new Stop(most, rounds, evaluations, loss, everyRound);
  }

  /** After so many rounds, too. */
  public Stop rounds(int most) {
    return new Stop(seconds, most, evaluations, loss, everyRound);
  }

  /** After so many evaluations, too. */
  public Stop evaluations(long most) {
    return new Stop(seconds, rounds, most, loss, everyRound);
  }

  /** When a formula's loss is not above this, too. */
  public Stop loss(double enough) {
    return new Stop(seconds, rounds, evaluations, enough, everyRound);
  }

  /** The same, with a loss that is looked at after each round. */
  public Stop inAnyRound() {
    return new Stop(seconds, rounds, evaluations, loss, true);
  }
}
