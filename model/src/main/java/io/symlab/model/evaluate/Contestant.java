package io.symlab.model.evaluate;

import io.symlab.model.rule.UpdateRule;

/**
 * A rule to be evaluated.
 *
 * @param role what it is in the comparison: {@code learned}, {@code distilled}, {@code formula}
 *     (one that a person gave), {@code tuned}, or the role of a hand-made one, e.g. {@code adam};
 *     contestants of the same role are points of one sweep
 * @param factor of its usual rate at which the rule runs; 1 for the rule as it is
 */
public record Contestant(String role, UpdateRule rule, double factor) {
  /** A rule as it is. */
  public Contestant(String role, UpdateRule rule) {
    this(role, rule, 1);
  }

  /** A rule whose role is its name. */
  public static Contestant of(UpdateRule rule) {
    return new Contestant(rule.name(), rule);
  }

  public String name() {
    return rule.name();
  }
}
