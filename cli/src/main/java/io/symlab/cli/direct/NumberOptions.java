package io.symlab.cli.direct;

import io.symlab.symbolic.table.Reading;
import picocli.CommandLine.Option;

/** What a person can say about how a table writes its numbers. What is left unsaid is null. */
class NumberOptions {
  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      description =
          "What stands before a number's fraction: . or , (where it is not certain: 2,273 alone may"
              + " be two thousand).")
  private String decimal;

  @Option(
      names = "--thousands",
      paramLabel = "CHAR",
      description = "What groups a number's digits: , or . or ' or _ or a blank.")
  private String thousands;

  /** What is there, with what was said over it. */
  final Reading over(Reading reading) {
    return new Reading(
        decimal == null ? reading.decimal() : decimal,
        thousands == null ? reading.thousands() : thousands,
        reading.ignore(),
        reading.columns(),
        reading.categories());
  }
}
