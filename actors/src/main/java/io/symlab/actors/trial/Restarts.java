package io.symlab.actors.trial;

import akka.actor.typed.SupervisorStrategy;
import java.time.Duration;

/** How the actors that keep the journal are begun anew. */
public final class Restarts {
  private Restarts() {}

  /**
   * When the journal can't be written (a full disk) or a handler has a fault, the actor reads its
   * journal again after a while, and again, until it goes.
   */
  public static SupervisorStrategy afterFailure() {
    return SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.1)
        .withResetBackoffAfter(Duration.ofMinutes(1));
  }
}
