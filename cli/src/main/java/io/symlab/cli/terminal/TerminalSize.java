package io.symlab.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** How large the terminal is, also after somebody pulled at its corner. */
public final class TerminalSize {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private volatile int columns = COLUMNS;
  private volatile int rows = ROWS;
  private volatile boolean changed = true;

  /** Of the terminal of this process. */
  public static TerminalSize ofProcess() {
    var size = new TerminalSize();
    Signals.register("WINCH", () -> size.changed = true);
    return size;
  }

  /** A size that stays. */
  static TerminalSize of(int columns, int rows) {
    var size = new TerminalSize();
    size.columns = columns;
    size.rows = rows;
    size.changed = false;
    return size;
  }

  public int columns() {
    measure();
    return columns;
  }

  public int rows() {
    measure();
    return rows;
  }

  private void measure() {
    if (!changed) {
      return;
    }
    changed = false;
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] said = stty.getInputStream().readAllBytes();
      stty.waitFor(1, TimeUnit.SECONDS);
      String[] words = new String(said, StandardCharsets.US_ASCII).strip().split(" ");
      if (words.length == 2) {
        rows = positive(words[0], ROWS);
        columns = positive(words[1], COLUMNS);
      }
    } catch (IOException | NumberFormatException e) {
      columns = COLUMNS; // no stty, no terminal: the usual size will do
      rows = ROWS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int positive(String text, int otherwise) {
    int value = Integer.parseInt(text);
    return value > 0 ? value : otherwise;
  }
}
