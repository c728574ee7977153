package io.symlab.symbolic.front;

import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;

/**
 * The rows that a front is judged on.
 *
 * @param centres what all rows here are less
 * @param search rows that formulas were fitted to
 * @param train rows whose losses are told
 * @param validation rows that no formula has seen, or null
 * @param test rows that are only reported on, or null
 */
public record FrontRows(
    Centres centres, Samples search, Samples train, Samples validation, Samples test) {
  /** Whether all is fitted and scored in double precision: where rows know their doubles. */
  boolean inDouble() {
    return search.hasDoubles();
  }
}
