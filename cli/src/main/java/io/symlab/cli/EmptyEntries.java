package io.symlab.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses lists like {@code x,} and {@code a,,b}: what somebody forgot there, or has lost on the
 * way, would be missed without a word.
 */
final class EmptyEntries {
  private EmptyEntries() {}

  /**
   * Looks at all options that were given.
   *
   * @throws ParameterException naming the option
   */
  static void refuse(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.splitRegex().equals(",")) {
        for (String list : option.originalStringValues()) {
          refuse(parsed, option, list);
        }
      }
    }
    if (parsed.hasSubcommand()) {
      refuse(parsed.subcommand());
    }
  }

  private static void refuse(ParseResult parsed, OptionSpec option, String list) {
    String unquoted = list.replaceAll("\"[^\"]*\"", "quoted");
    for (String entry : unquoted.split(",", -1)) {
      if (entry.isBlank()) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            option.longestName()
                + " "
                + (list.isBlank()
                    ? "is empty: name something, or leave the option out"
                    : list
                        + ": there is nothing beside a comma; take it away, or name what is"
                        + " missing"));
      }
    }
  }
}
