package io.symlab.cli.client;

import io.symlab.cli.display.KeeperText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.proto.KeeperView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Talks with a lab that may die meanwhile: waits until its watchdog has started it again. */
public final class Lasting {
  private static final long POLL_MILLIS = 200;

  private Lasting() {}

  /** What is said; begun anew with every lab. */
  public interface Talk<T> {
    T with(LabClient client) throws LabException, InterruptedException;
  }

  /**
   * Talks to the end.
   *
   * @param client to begin with; not closed
   * @param err where is said that the lab has died and is waited for
   * @throws LabException when the lab has gone for good
   */
  public static <T> T talk(Path home, LabClient client, PrintWriter err, Talk<T> talk)
      throws LabException, InterruptedException {
    try {
      return talk.with(client);
    } catch (LabGoneException e) {
      while (true) {
        try (var next = awaitLab(home, err, e, true)) {
          return talk.with(next);
        } catch (LabGoneException again) {
          e = again;
        }
      }
    }
  }

  /**
   * A lab, now or when the watchdog has started it.
   *
   * @param none what is thrown when there is neither
   * @param patient whether to go on waiting when the lab itself waits for something, which may take
   *     a night
   */
  static LabClient awaitLab(Path home, PrintWriter err, LabException none, boolean patient)
      throws LabException, InterruptedException {
    String said = "";
    while (true) {
      Optional<LabClient> next = LabClient.tryConnect(home);
      if (next.isPresent()) {
        if (!said.isEmpty()) {
          err.println("lab: it is up again");
        }
        return next.get();
      }
      KeeperView keeper = Watchdog.of(home).orElseThrow(() -> none);
      boolean waits = !keeper.getWaits().isEmpty();
      if (waits && !patient) {
        throw new LabException(
            ExitCode.NO_LAB, "no lab is running in " + home + ": " + KeeperText.next(keeper));
      }
      String now = waits ? keeper.getWaits() : "died";
      if (!said.equals(now)) {
        said = now;
        err.println("lab: no lab answers: " + KeeperText.next(keeper) + "; waiting for it");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
