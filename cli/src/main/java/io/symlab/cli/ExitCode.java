package io.symlab.cli;

import io.symlab.experiment.LabException;

/** What a verb's exit code says. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = LabException.BAD_INPUT;
  static final int NO_LAB = 3;
  static final int CANCELLED = 4;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** Of an experiment in this state. One that has not ended is no failure. */
  static int of(String state) {
    return switch (state) {
      case "failed" -> FAILED;
      case "cancelled" -> CANCELLED;
      default -> DONE;
    };
  }

  /** Whether an experiment or trial in this state will not change any more. */
  static boolean ended(String state) {
    return state.equals("done") || state.equals("failed") || state.equals("cancelled");
  }
}
