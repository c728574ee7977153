package io.symlab.cli.terminal;

import io.symlab.experiment.LabException;
import java.io.Console;
import java.util.Locale;

/** A question before something is done that can't be undone. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * Whether the user wants it.
   *
   * @param question e.g. {@code Remove them?}
   * @throws LabException when there is nobody to ask
   */
  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on it is there without a terminal, too.
  public static boolean of(String question) throws LabException {
    Console console = System.console();
    if (console == null || !Style.ofProcess().terminal()) {
      throw new LabException(
          LabException.BAD_INPUT, "nothing was removed: without a terminal, say --yes");
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
