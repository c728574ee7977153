package io.symlab.model.meta;

import java.util.List;
import java.util.Optional;

/**
 * How the rate of a formula is found: by a sweep, as that of a hand-made rule is, then by tuning.
 *
 * @param factors of the scale that are tried, rising, 1 among them; empty for none
 * @param tuned whether the rate is tuned with the formula's constants
 */
public record RateSweep(List<Double> factors, boolean tuned) {
  /** The scale as it is. */
  public static final RateSweep NONE = new RateSweep(List.of(), false);

  /** From half to three times the scale, in nearly equal ratios, then tuned. */
  public static final RateSweep USUAL =
      new RateSweep(List.of(0.5, 0.7, 1.0, 1.3, 1.7, 2.3, 3.0), true);

  /**
   * @throws IllegalArgumentException when the factors make no sweep
   */
  public RateSweep {
    factors = List.copyOf(factors);
    problem(factors)
        .ifPresent(
            what -> {
              throw new IllegalArgumentException(what);
            });
  }

  /** What keeps factors from being a sweep, in words; empty when nothing does. */
  public static Optional<String> problem(List<Double> factors) {
    if (factors.isEmpty()) {
      return Optional.empty();
    }
    if (factors.size() == 1) {
      return Optional.of("one factor is no sweep: give two or more, or none");
    }
    for (int i = 0; i < factors.size(); i++) {
      if (!(factors.get(i) > 0 && Double.isFinite(factors.get(i)))) {
        return Optional.of("factors must be above 0, one is " + factors.get(i));
      }
      if (i > 0 && factors.get(i) <= factors.get(i - 1)) {
        return Optional.of("factors must rise from one to the next");
      }
    }
    return factors.contains(1.0)
        ? Optional.empty()
        : Optional.of("1 must be among the factors: the rule as it is");
  }

  /** What is tried: the factors, or 1 alone. */
  List<Double> tried() {
    return factors.isEmpty() ? List.of(1.0) : factors;
  }
}
