package io.symlab.cli.direct;

import io.symlab.symbolic.table.Reading;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person can say about the columns to learn from. What is left unsaid is null. */
final class ColumnOptions extends NumberOptions {
  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COL",
      description = "Columns to leave out, by name or number.")
  private List<String> ignore;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COL",
      description = "Columns to explain y by, by name or number; all others are left out.")
  private List<String> columns;

  @Option(
      names = "--categories",
      split = ",",
      paramLabel = "COL",
      description =
          "Columns whose values are names: each value becomes a column of its own, 1 where it is"
              + " there, else 0 (city_Paris).")
  private List<String> categories;

  /** What is there, with what was said over it. */
  Reading said(Reading reading) {
    Reading numbers = over(reading);
    return new Reading(
        numbers.decimal(),
        numbers.thousands(),
        ignore == null ? reading.ignore() : ignore,
        columns == null ? reading.columns() : columns,
        categories == null ? reading.categories() : categories);
  }
}
