package io.symlab.symbolic.formula;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's name as typesetting sees it: {@code mt_0}, {@code norm_g_0} and {@code x12} have a
 * number for an index, {@code v_max} has letters, {@code age} has none.
 *
 * @param index empty for none
 */
record IndexedName(String stem, String index) {
  /** What stands behind the last underscore, where that is a number or counts back from t. */
  private static final Pattern LAGGED = Pattern.compile("(.+)_((?:t-)?[0-9]+)");

  private static final Pattern NUMBERED = Pattern.compile("(.*[^0-9])([0-9]+)");

  static IndexedName of(String name) {
    Matcher lagged = LAGGED.matcher(name);
    if (lagged.matches()) {
      return new IndexedName(lagged.group(1), lagged.group(2));
    }
    int underscore = name.indexOf('_');
    if (underscore >= 0) {
      return new IndexedName(name.substring(0, underscore), name.substring(underscore + 1));
    }
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches()
        ? new IndexedName(numbered.group(1), numbered.group(2))
        : new IndexedName(name, "");
  }
}
