package io.symlab.cli.daemon;

import io.symlab.keeper.Keeper;
import io.symlab.keeper.KeptLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** How the watchdog of a home comes to its lab. */
final class KeptLabs implements Keeper.Labs {
  private final Path home;

  KeptLabs(Path home) {
    this.home = home;
  }

  @Override
  public KeptLab start() throws IOException {
    Process process = BackgroundLab.command(home, "daemon").inheritIO().start();
    return new KeptLab() {
      @Override
      public int await() throws InterruptedException {
        return process.waitFor();
      }

      @Override
      public void askToEnd() {
        process.destroy();
      }

      @Override
      public void kill() {
        process.destroyForcibly();
      }
    };
  }

  @Override
  public Optional<KeptLab> running() throws IOException, InterruptedException {
    return AdoptedLab.find(home).map(KeptLab.class::cast);
  }
}
