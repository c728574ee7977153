package io.symlab.actors.trial;

import io.symlab.actors.home.HomeHealth;
import java.util.Optional;

/**
 * What keeps a trial from being worked on that is no fault of its own: the disk of the lab, the
 * data it was submitted with. It is held then, and goes on when that is over.
 */
final class Obstacles {
  private final HomeHealth health;
  private final SubmittedData data;

  Obstacles(HomeHealth health, TrialPlan plan) {
    this.health = health;
    this.data = new SubmittedData(plan);
  }

  /** What the lab has noticed of its disk; costs nothing. */
  Optional<String> ofTheLab() {
    return health.trouble();
  }

  /** That, and what is wrong with the data, which are read when they have changed. */
  Optional<String> beforeWork() {
    return health.trouble().or(data::trouble);
  }
}
