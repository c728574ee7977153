package io.symlab.experiment;

import java.util.List;
import java.util.Optional;

/**
 * How an experiment, a trial or a stage stands. Only trials back off and are pruned, and a stage
 * neither fails nor is cancelled: its trial is.
 */
public enum RunState {
  /** Nothing of it has begun, or it waits for a slot. */
  WAITING("waiting"),
  RUNNING("running"),
  /** It has begun and not ended, and no lab runs: it goes on when one does. */
  STOPPED("stopped"),
  /** An attempt has failed, and the next one is due in a while. */
  BACKING_OFF("backing-off"),
  /**
   * A person asked it to pause: it keeps its checkpoint, holds no slot, and waits to be resumed.
   */
  PAUSED("paused"),
  /**
   * The lab holds it since what it needs is missing (space, a folder, data): no fault of its own,
   * and it goes on by itself once that is back.
   */
  HELD("held"),
  DONE("done"),
  FAILED("failed"),
  CANCELLED("cancelled"),
  /** A sweep stopped it early: others did better with as many steps. */
  PRUNED("pruned");

  private static final List<RunState> ALL = List.of(values());

  private final String word;

  RunState(String word) {
    this.word = word;
  }

  /** As the journal, messages and people write it, e.g. {@code backing-off}. */
  public String word() {
    return word;
  }

  /** Whether this state is written so. */
  public boolean is(String written) {
    return word.equals(written);
  }

  /** Whether what stands so will not change any more. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == CANCELLED || this == PRUNED;
  }

  /** Back from {@link #word}; empty for what another version of Symlab may write. */
  public static Optional<RunState> of(String written) {
    return ALL.stream().filter(state -> state.is(written)).findFirst();
  }

  /** Whether what is written so will not change any more. */
  public static boolean ended(String written) {
    return of(written).map(RunState::ended).orElse(false);
  }

  @Override
  public String toString() {
    return word;
  }
}
