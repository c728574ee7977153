package io.symlab.symbolic.unit;

/** A text that is no unit; says where and why. */
public final class UnitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnitException(String text, int position, String reason) {
    super("unit \"" + text + "\", position " + (position + 1) + ": " + reason);
  }
}
