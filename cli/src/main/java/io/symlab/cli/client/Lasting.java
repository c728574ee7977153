package io.symlab.cli.client;

import io.symlab.experiment.LabException;
import io.symlab.keeper.KeeperClient;
import java.io.IOException;
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
        try (var next = awaitNext(home, err, e)) {
          return talk.with(next);
        } catch (LabGoneException again) {
          e = again;
        }
      }
    }
  }

  private static LabClient awaitNext(Path home, PrintWriter err, LabGoneException gone)
      throws LabException, InterruptedException {
    boolean said = false;
    while (true) {
      Optional<LabClient> next = LabClient.tryConnect(home);
      if (next.isPresent()) {
        if (said) {
          err.println("lab: it is up again");
        }
        return next.get();
      }
      try {
        if (KeeperClient.look(home).isEmpty()) {
          throw gone;
        }
      } catch (IOException e) {
        throw gone;
      }
      if (!said) {
        said = true;
        err.println("lab: the lab has died; waiting for its watchdog to start it again");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
