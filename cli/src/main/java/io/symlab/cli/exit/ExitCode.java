package io.symlab.cli.exit;

import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;

/** What a verb's exit code says. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int BAD_INPUT = LabException.BAD_INPUT;
  public static final int NO_LAB = 3;
  public static final int CANCELLED = 4;
  public static final int TIMED_OUT = 5;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** Of an experiment in this state. One that has not ended is no failure. */
  public static int of(String state) {
    if (RunState.FAILED.is(state)) {
      return FAILED;
    }
    return RunState.CANCELLED.is(state) ? CANCELLED : DONE;
  }
}
