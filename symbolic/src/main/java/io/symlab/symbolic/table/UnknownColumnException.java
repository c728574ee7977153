package io.symlab.symbolic.table;

/** A column that a person named and that the table does not have. */
public final class UnknownColumnException extends TableException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String what;

  /**
   * @param option that names it
   * @param column as it was named
   * @param what is wrong, and what there is
   */
  UnknownColumnException(String option, String column, String what) {
    super(option + " " + column + ": " + what);
    this.column = column;
    this.what = what;
  }

  /** As it was named. */
  public String column() {
    return column;
  }

  /** The same complaint about another option, for who knows better where the name came from. */
  public String of(String option) {
    return option + " " + column + ": " + what;
  }
}
