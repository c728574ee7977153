package io.symlab.cli.daemon;

import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.keeper.Keeper;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** The watchdog of a lab in the background. {@code lab up} starts it. */
@Command(name = "keep", hidden = true, description = "Watch over the lab of a home.")
public final class KeepCommand extends Verb {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LEAVE = Duration.ofSeconds(30);

  @Override
  public Integer call() throws LabException, InterruptedException {
    Path home = home();
    var keeper = new Keeper(home, new KeptLabs(home), FIRST_PAUSE, err());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(keeper), "keeper-leaves"));
    return keeper.run();
  }

  /** When this process is told to end, so is the lab. */
  private static void leave(Keeper keeper) {
    try {
      keeper.leave();
      keeper.awaitLeft(LEAVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
