package io.symlab.cli.client;

import io.symlab.keeper.KeeperClient;
import io.symlab.proto.KeeperView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The watchdog of a home, as far as it matters to who looks for a lab. */
final class Watchdog {
  private Watchdog() {}

  /** How it stands; empty when there is none that answers. */
  static Optional<KeeperView> of(Path home) throws InterruptedException {
    try {
      return KeeperClient.look(home);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
