package io.symlab.symbolic.export;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns names of columns into identifiers that Python and Java take, no two the same. */
final class Identifiers {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield abstract boolean byte case catch char const"
                  + " default do double enum extends final float goto implements instanceof int"
                  + " interface long native new null package private protected public short static"
                  + " strictfp super switch synchronized this throw throws transient true false"
                  + " void volatile _ print len range tuple zip")
              .split(" "));

  private final Set<String> taken = new HashSet<>(KEYWORDS);

  /**
   * @param reserved what the program around uses
   */
  Identifiers(String... reserved) {
    taken.addAll(List.of(reserved));
  }

  /** A new identifier that looks like the name. */
  String of(String name) {
    String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
    if (identifier.isEmpty() || !Character.isLetter(identifier.charAt(0))) {
      // A leading underscore marks the definitions.
      identifier = "x" + identifier;
    }
    while (!taken.add(identifier)) {
      identifier += "_";
    }
    return identifier;
  }
}
