package io.symlab.symbolic;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant; for messages about names that do not exist. */
public final class NearestName {
  private NearestName() {}

  /**
   * The candidate that is the fewest edits away from {@code name}, if it is near enough to be a
   * slip: at most a third of the letters, or two; one where there are three or fewer.
   */
  public static Optional<String> of(String name, Collection<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(name, candidate);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    int bound = name.length() <= 3 ? 1 : Math.max(2, name.length() / 3);
    return least <= bound && least < name.length() ? Optional.of(best) : Optional.empty();
  }

  /**
   * The optimal string alignment distance: insertions, deletions, substitutions and swaps of
   * neighbours, each 1; case and the choice of {@code _} or {@code -} cost nothing.
   */
  public static int edits(String from, String to) {
    String a = plain(from);
    String b = plain(to);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static String plain(String name) {
    var plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
        plain.append('-');
      }
      plain.append(c == '_' ? '-' : Character.toLowerCase(c));
    }
    return plain.toString();
  }
}
