package io.symlab.experiment.sweep;

import java.util.List;
import java.util.Optional;

/**
 * What a recipe says of its trials together, beside which points they are.
 *
 * @param keys in which trials differ, by name; empty for a single trial
 * @param earlyStopping how the worse ones are stopped
 * @param maxFailures failed trials after which no other begins; 0: any number
 * @param maxParallel trials at once; 0: as many as there are slots
 * @param onEnd program and arguments to run when the experiment has ended; empty: none
 */
public record SweepPlan(
    List<String> keys,
    Optional<EarlyStopping> earlyStopping,
    int maxFailures,
    int maxParallel,
    List<String> onEnd) {
  /** Nothing in particular. */
  public static final SweepPlan NONE = new SweepPlan(List.of(), Optional.empty(), 0, 0, List.of());

  /** Copies. */
  public SweepPlan {
    keys = List.copyOf(keys);
    onEnd = List.copyOf(onEnd);
  }
}
