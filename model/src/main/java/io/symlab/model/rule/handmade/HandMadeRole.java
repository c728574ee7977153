package io.symlab.model.rule.handmade;

import java.util.Optional;

/**
 * A hand-made rule without its rate, as it is swept and named: {@code adam}, {@code adam-cosine}.
 *
 * @param kind one of {@link HandMade#KINDS}
 */
public record HandMadeRole(String kind, RateSchedule schedule) {
  /** The role of this name; empty for what names none. */
  public static Optional<HandMadeRole> named(String text) {
    if (HandMade.KINDS.contains(text)) {
      return Optional.of(new HandMadeRole(text, RateSchedule.CONSTANT));
    }
    int dash = text.lastIndexOf('-');
    return dash < 0 || !HandMade.KINDS.contains(text.substring(0, dash))
        ? Optional.empty()
        : RateSchedule.named(text.substring(dash + 1))
            .map(schedule -> new HandMadeRole(text.substring(0, dash), schedule));
  }

  /**
   * The rule at a rate.
   *
   * @param steps of the run that it is for
   */
  public HandMade at(double rate, int steps) {
    return HandMade.of(kind, rate).scheduled(schedule, steps);
  }

  /** As {@link #named} reads it. */
  public String name() {
    return schedule == RateSchedule.CONSTANT ? kind : kind + "-" + schedule.key();
  }
}
