package io.symlab.symbolic.table;

import java.util.List;

/**
 * What a person says about reading a table, where it does not show by itself.
 *
 * @param decimal {@code .} or {@code ,}: what stands before a number's fraction; empty: as it shows
 * @param thousands {@code ,}, {@code .}, a blank, {@code '} or {@code _}: what groups a number's
 *     digits; empty: as it shows
 * @param ignore columns to leave out, by name or number
 * @param columns to explain y by, all others are left out; empty: all
 * @param categories columns whose values are names, each to become an indicator of its own
 */
public record Reading(
    String decimal,
    String thousands,
    List<String> ignore,
    List<String> columns,
    List<String> categories) {
  /** Nothing is said. */
  public static final Reading PLAIN = new Reading("", "", List.of(), List.of(), List.of());

  public Reading {
    ignore = List.copyOf(ignore);
    columns = List.copyOf(columns);
    categories = List.copyOf(categories);
  }

  /**
   * Judges what can be judged without a table.
   *
   * @throws TableException saying which option is wrong
   */
  void check() throws TableException {
    if (!List.of("", ".", ",").contains(decimal)) {
      throw new TableException("--decimal " + decimal + ": it is . or ,");
    }
    if (!List.of("", ".", ",", " ", "'", "_").contains(thousands)) {
      throw new TableException("--thousands " + thousands + ": it is one of , . ' _ or a blank");
    }
    boolean points = decimal.isEmpty() && thousands.equals(".");
    if (!thousands.isEmpty() && thousands.equals(points ? "," : decimal)) {
      throw new TableException(
          "--decimal and --thousands are both \"" + thousands + "\": they can't be the same");
    }
    if (!ignore.isEmpty() && !columns.isEmpty()) {
      throw new TableException("give --ignore or --columns, not both");
    }
  }
}
