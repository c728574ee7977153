package io.symlab.cli.daemon;

import io.symlab.actors.LabProcess;
import io.symlab.keeper.KeeperClient;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other way round: a lab that gets itself a new watchdog when its own was killed. */
final class KeeperGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperGuard.class);
  private static final long PAUSE_MILLIS = 2000;

  private KeeperGuard() {}

  /** For as long as this process lives. */
  static void start(LabProcess lab) {
    var thread = new Thread(() -> guard(lab), "keeper-guard");
    thread.setDaemon(true);
    thread.start();
  }

  private static void guard(LabProcess lab) {
    try {
      while (true) {
        try {
          KeeperClient.awaitEnd(lab.home());
          Thread.sleep(PAUSE_MILLIS);
          if (lab.isAskedToLeave()) {
            return;
          }
          if (KeeperClient.look(lab.home()).isEmpty()) {
            LOG.warn("the watchdog has gone; a new one starts");
            BackgroundLab.startKeeper(lab.home());
            Thread.sleep(PAUSE_MILLIS);
          }
        } catch (IOException e) {
          LOG.warn("no watchdog: {}", e.toString());
          Thread.sleep(30 * PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
