package io.symlab.experiment.results;

/** A result file that cannot be read: damaged, of another kind, or of another version. */
public final class ResultFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ResultFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  public ResultFormatException(String message) {
    super(message);
  }
}
