package io.symlab.symbolic.export;

/** A formula that a format cannot carry, in words for the user. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExportException(String message) {
    super(message);
  }
}
