package io.symlab.symbolic.table;

import java.util.List;

/**
 * Which column of a table is what, as a person says it.
 *
 * @param names of the columns, where the file has none or others are wanted: of all, or of all but
 *     y; {@code g0..g19} stands for twenty of them. Empty: the file's own, else x0, x1, ... and y
 * @param y name or number (from 0; from the end when negative) of the column to explain; empty: the
 *     last
 * @param weights name or number of the column that says how much a row counts; empty: all alike
 * @param lags {@code g=20}: the columns g0 (newest) ... g19, or g_0 ... g_19, are one signal
 */
public record Roles(List<String> names, String y, String weights, List<String> lags) {
  /** The last column is y, all others are features. */
  public static final Roles PLAIN = new Roles(List.of(), "", "", List.of());

  public Roles {
    names = List.copyOf(names);
    lags = List.copyOf(lags);
  }
}
