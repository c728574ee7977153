package io.symlab.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A lab that systemd starts: now, after a crash, and when its user logs in. */
final class SystemdLab {
  private static final long PATIENCE_NANOS = 90_000_000_000L;
  private static final long POLL_MILLIS = 200;

  private SystemdLab() {}

  /**
   * Writes the unit, has systemd start it, and returns once the lab answers.
   *
   * @return the unit's name
   * @throws LabException when one runs there already, or systemd does not start it
   */
  static String install(Path home) throws LabException, InterruptedException {
    String launcher = System.getProperty("symlab.launcher");
    if (launcher == null) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--systemd needs the launcher ./lab, which this process is not of");
    }
    if (LabClient.isRunning(home)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "a lab runs in " + home + " already; end it with 'lab down', then systemd can start it");
    }
    var unit = SystemdUnit.of(Path.of(launcher), home, System.getenv());
    Path file;
    try {
      file = unit.write(SystemdUnit.folder(System.getenv()));
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't write the unit: " + e.getMessage(), e);
    }
    String written = "the unit is written (" + file + "), but ";
    systemctl(unit, written, "daemon-reload");
    systemctl(unit, written, "enable", unit.name());
    systemctl(unit, written, "restart", unit.name());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!LabClient.isRunning(home)) {
      if (System.nanoTime() > deadline) {
        throw new LabException(
            ExitCode.FAILED,
            "the lab does not come up; 'journalctl --user -u " + unit.name() + "' says why");
      }
      Thread.sleep(POLL_MILLIS);
    }
    return unit.name();
  }

  private static void systemctl(SystemdUnit unit, String written, String... verb)
      throws LabException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
    command.addAll(List.of(verb));
    String said;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      said = e.getMessage();
    }
    throw new LabException(
        ExitCode.FAILED,
        written
            + "'"
            + String.join(" ", command)
            + "' failed: "
            + said
            + "; run 'systemctl --user daemon-reload' and 'systemctl --user enable --now "
            + unit.name()
            + "' where you are logged in with systemd");
  }
}
