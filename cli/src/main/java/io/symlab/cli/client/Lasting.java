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
        try (var next = awaitLab(home, err, e)) {
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
   */
  static <E extends LabException> LabClient awaitLab(Path home, PrintWriter err, E none)
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
          throw none;
        }
      } catch (IOException e) {
        throw none;
      }
      if (!said) {
        said = true;
        err.println("lab: the lab has died; waiting until its watchdog has started it again");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
