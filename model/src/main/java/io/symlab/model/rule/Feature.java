package io.symlab.model.rule;

/**
 * A per-coordinate gradient feature, all of them detached from the graph (see docs/model.md for the
 * formulas).
 */
public enum Feature {
  MT("mt"),
  GT("gt"),
  G("g"),
  MOM5("mom5"),
  MOM9("mom9"),
  MOM99("mom99"),
  T("t");

  private final String key;

  Feature(String key) {
    this.key = key;
  }

  /** The name in recipes and formulas. */
  public String key() {
    return key;
  }
}
