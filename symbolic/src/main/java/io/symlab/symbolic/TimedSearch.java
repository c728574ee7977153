package io.symlab.symbolic;

import java.util.function.BooleanSupplier;

/** A search that ends when it has found what it is for, or is told that its time is over. */
public final class TimedSearch {
  private TimedSearch() {}

  /**
   * Evolves by whole rounds, at least one.
   *
   * @param enough ends the search: the least loss of the front, in the units of {@link
   *     Front.Member#loss}
   * @param threads to use
   * @param over whether the time is over; asked after each round
   * @return whether the loss was reached
   */
  public static boolean until(
      LocalArchipelago islands, double enough, int threads, BooleanSupplier over) {
    do {
      islands.evolve(islands.round() + 1, threads);
      if (islands.front().last().map(Front.Member::loss).orElse(Double.NaN) <= enough) {
        return true;
      }
    } while (!over.getAsBoolean());
    return false;
  }
}
