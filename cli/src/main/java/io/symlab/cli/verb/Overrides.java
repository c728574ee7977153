package io.symlab.cli.verb;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the command line puts over a recipe's values. */
public final class Overrides {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Put a value over the recipe's; may be given again.")
  private List<String> all = new ArrayList<>();

  /** As given, the last wins. */
  public List<String> all() {
    return List.copyOf(all);
  }
}
