package io.symlab.model;

/** A loss, an update or a parameter that is no longer finite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergedException(String message) {
    super(message);
  }
}
