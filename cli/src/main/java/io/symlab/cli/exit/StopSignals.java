package io.symlab.cli.exit;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C, and other ways to tell a process to end, as a question that a run asks now and then. A
 * second signal does not wait for it.
 */
public final class StopSignals {
  private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  private final PrintWriter err;
  private final String answer;
  private final AtomicInteger code = new AtomicInteger();

  private StopSignals(PrintWriter err, String answer) {
    this.err = err;
    this.answer = answer;
  }

  /** From now on the signals are taken care of. */
  public static StopSignals ofProcess(PrintWriter err) {
    return ofProcess(err, "ending with this round");
  }

  /**
   * The same.
   *
   * @param answer what Ctrl-C is told, e.g. {@code stopping}
   */
  public static StopSignals ofProcess(PrintWriter err, String answer) {
    var signals = new StopSignals(err, answer);
    CODES.forEach((name, code) -> Signals.register(name, () -> signals.came(name, code)));
    return signals;
  }

  /** Whether one came. */
  public boolean asked() {
    return code.get() != 0;
  }

  /** The exit code that tells of it; 0 when none came. */
  public int exitCode() {
    return code.get();
  }

  private void came(String name, int exitCode) {
    if (!code.compareAndSet(0, exitCode)) {
      Runtime.getRuntime().halt(exitCode);
    }
    if (name.equals("INT")) {
      err.println();
      err.println("lab: " + answer + "; Ctrl-C again leaves at once");
    }
  }
}
