package io.symlab.actors.trial;

import io.symlab.experiment.Stage;
import io.symlab.experiment.sweep.EarlyStopping;
import io.symlab.proto.TrialState;
import java.util.Optional;

/**
 * What a sweep has decided of a trial so far.
 *
 * @param settings where its trials are compared; empty: nowhere
 * @param passed rungs after which it may go on
 * @param pruned why it is to end; empty: it is not
 */
public record RungOrders(Optional<EarlyStopping> settings, int passed, String pruned) {
  /** Nobody compares it with others. */
  public static final RungOrders NONE = new RungOrders(Optional.empty(), 0, "");

  /** Whether it has come to a rung whose verdict is not known. */
  boolean waits(TrialState state) {
    return settings.isPresent()
        && state.getRungsCount() > passed
        && passed < settings.get().rungs().size();
  }

  /** Where this stage, its next, is to halt; 0: nowhere. */
  int haltAt(Stage next) {
    return settings
        .filter(s -> s.stage() == next && passed < s.rungs().size())
        .map(s -> s.rungs().get(passed))
        .orElse(0);
  }

  /** Rungs that are not reached yet. */
  int left(TrialState state) {
    return settings.map(s -> s.rungs().size() - state.getRungsCount()).orElse(0);
  }
}
