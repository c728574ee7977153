package io.symlab.experiment;

/** Why something can't be done, in words for the user, and the exit code that says so. */
public class LabException extends Exception {
  /** The exit code of what was tried and didn't succeed. */
  public static final int FAILED = 1;

  /** The exit code of bad usage or input: nothing was started. */
  public static final int BAD_INPUT = 2;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode as the command line's: 1 failed, 2 bad usage or input, 3 no lab running
   * @param message names the file, key or cause, and what to do
   */
  public LabException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public LabException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
