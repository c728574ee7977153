package io.symlab.actors.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C, and other ways to tell a process to end, as a question that a run asks now and then. A
 * second signal does not wait for it.
 */
final class StopSignals {
  private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  private final PrintWriter err;
  private final AtomicInteger code = new AtomicInteger();

  private StopSignals(PrintWriter err) {
    this.err = err;
  }

  /** From now on the signals are taken care of. */
  static StopSignals ofProcess(PrintWriter err) {
    var signals = new StopSignals(err);
    CODES.forEach((name, code) -> Signals.register(name, () -> signals.came(name, code)));
    return signals;
  }

  /** Whether one came. */
  boolean asked() {
    return code.get() != 0;
  }

  /** The exit code that tells of it; 0 when none came. */
  int exitCode() {
    return code.get();
  }

  private void came(String name, int exitCode) {
    if (!code.compareAndSet(0, exitCode)) {
      Runtime.getRuntime().halt(exitCode);
    }
    if (name.equals("INT")) {
      err.println();
      err.println("lab: ending with this round; Ctrl-C again leaves at once");
    }
  }
}
