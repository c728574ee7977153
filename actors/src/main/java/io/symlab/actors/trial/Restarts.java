package io.symlab.actors.trial;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import java.time.Duration;
import java.util.Optional;

/** How the actors that keep the journal are begun anew. */
public final class Restarts {
  private Restarts() {}

  /**
   * When the journal can't be written (a full disk, a slow one), the actor reads its journal again
   * after a while, and again, until it goes. It belongs into the constructor of what is
   * event-sourced: supervision around that never sees such a failure. Its children go on meanwhile,
   * and what it is told waits.
   */
  public static Optional<BackoffSupervisorStrategy> afterJournalFailure() {
    return Optional.of(
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(3), 0.1)
            .withResetBackoffAfter(Duration.ofSeconds(10))
            .withStopChildren(false)
            .withStashCapacity(100_000));
  }

  /** When a handler has a fault, the actor begins anew, with what its journal has. */
  public static SupervisorStrategy afterFailure() {
    return SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.1)
        .withResetBackoffAfter(Duration.ofMinutes(1));
  }
}
