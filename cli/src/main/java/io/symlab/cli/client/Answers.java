package io.symlab.cli.client;

import io.symlab.cli.display.KeeperText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.KeeperView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whoever there is to ask in a home: the lab that runs, else its journal.
 *
 * @param lab to be asked
 */
public record Answers(LabAnswers lab) implements AutoCloseable {
  /** What a lab with a large journal may take to start. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long POLL_MILLIS = 100;

  /**
   * Finds them; when it is the journal, says so. A lab that is starting is waited for.
   *
   * @param err where that is said
   * @throws LabException with exit code 3 when no lab runs there and none ever did, or one holds
   *     the home and does not answer
   */
  public static Answers of(Path home, PrintWriter err) throws LabException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    while (true) {
      Optional<LabClient> running = LabClient.tryConnect(home);
      if (running.isPresent()) {
        noteVersion(running.get(), err);
        return new Answers(running.get());
      }
      try {
        Optional<KeeperView> keeper = Watchdog.of(home);
        StoredAnswers stored = StoredAnswers.find(home).orElseThrow(() -> noLab(home, keeper));
        err.println(
            "lab: no lab is running in "
                + home
                + keeper.map(view -> " (" + KeeperText.next(view) + ")").orElse("")
                + "; this is from its journal, last written "
                + stamp(stored)
                + KeeperNote.of(home));
        stored.notes().forEach(note -> err.println("lab: note: " + note));
        return new Answers(stored);
      } catch (StoredAnswers.HeldException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        if (!said) {
          said = true;
          err.println("lab: a lab is starting or ending in " + home + "; waiting for it");
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private static LabException noLab(Path home, Optional<KeeperView> keeper) {
    return keeper
        .map(view -> "no lab is running in " + home + ": " + KeeperText.next(view))
        .map(words -> new LabException(ExitCode.NO_LAB, words))
        .orElseGet(() -> LabClient.noLab(home));
  }

  /** Says when the lab is of another build than this command, which works as far as both agree. */
  public static void noteVersion(LabClient client, PrintWriter err) {
    String version = client.hello().getVersion();
    if (!version.equals(Version.text())) {
      err.println(
          "lab: the lab is "
              + version
              + ", this command "
              + Version.text()
              + "; 'lab down' and 'lab up' renew the lab");
    }
  }

  private static String stamp(StoredAnswers stored) {
    var local = stored.written().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault());
    return DateTimeFormatter.ISO_LOCAL_DATE.format(local)
        + " "
        + DateTimeFormatter.ISO_LOCAL_TIME.format(local);
  }

  @Override
  public void close() {
    if (lab instanceof LabClient client) {
      client.close();
    }
  }
}
