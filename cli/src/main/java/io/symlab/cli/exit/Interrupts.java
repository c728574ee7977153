package io.symlab.cli.exit;

import io.symlab.actors.LabProcess;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * What Ctrl-C does to a process that has a lab inside: the first one stops it in order, so that the
 * next start goes on from a checkpoint; a second one leaves at once.
 */
public final class Interrupts {
  private final LabProcess lab;
  private final PrintWriter err;
  private final AtomicBoolean asked = new AtomicBoolean();

  private Interrupts(LabProcess lab, PrintWriter err) {
    this.lab = lab;
    this.err = err;
  }

  /** From now on Ctrl-C is taken care of. */
  public static Interrupts leave(LabProcess lab, PrintWriter err) {
    var interrupts = new Interrupts(lab, err);
    Signals.register("INT", interrupts::interrupted);
    return interrupts;
  }

  /** Whether Ctrl-C was pressed. */
  public boolean asked() {
    return asked.get();
  }

  private void interrupted() {
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    err.println();
    err.println("lab: leaving a checkpoint and stopping; Ctrl-C again leaves at once");
    // The signal's own thread must stay free for the second one.
    var stop =
        new Thread(
            () -> {
              lab.close();
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            },
            "interrupted");
    stop.start();
  }
}
