package io.symlab.cli;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code lab completion}: the script by which a shell completes verbs and options. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = {"", "Examples:", "  source <(lab completion)     # in ~/.bashrc or ~/.zshrc"})
final class CompletionCommand extends Verb {
  @Override
  public Integer call() {
    out().print(AutoComplete.bash("lab", Main.commandLine()));
    return ExitCode.DONE;
  }
}
