package io.symlab.symbolic.formula;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's name as typesetting sees it: {@code mt_0} and {@code x12} have an index, {@code age}
 * has none.
 *
 * @param index empty for none
 */
record IndexedName(String stem, String index) {
  private static final Pattern NUMBERED = Pattern.compile("(.*[^0-9])([0-9]+)");

  static IndexedName of(String name) {
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
