package io.symlab.symbolic.formula;

/** A text that is no formula. Its message says where and why, its {@link #position} where. */
public final class ExpressionSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int position;

  public ExpressionSyntaxException(String text, int position, String reason) {
    super("formula \"" + text + "\", position " + (position + 1) + ": " + reason);
    this.position = position;
  }

  /** Index into the text of the first character that does not fit, counted from 0. */
  public int position() {
    return position;
  }
}
