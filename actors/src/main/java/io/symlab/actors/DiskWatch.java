package io.symlab.actors;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.typesafe.config.Config;
import io.symlab.actors.home.HomeHealth;
import io.symlab.actors.home.HomeTroubleException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk that a lab's home lies on, before the lab begins and for as long as it runs.
 */
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private DiskWatch() {}

  /**
   * Before anything is written: LevelDB does when it is opened.
   *
   * @throws HomeTroubleException when there is too little space
   */
  static void requireHealth(Path home, Config config) throws HomeTroubleException {
    var health = new HomeHealth(home, config.getBytes("symlab.disk-reserve"), List.of());
    Optional<String> trouble = health.look();
    if (trouble.isPresent()) {
      throw new HomeTroubleException(home, trouble.get(), null);
    }
  }

  /** Looks at the disk again and again, and says when something changes. */
  static void begin(ActorSystem<?> system, HomeHealth health) {
    system
        .scheduler()
        .scheduleWithFixedDelay(
            LOOK,
            LOOK,
            () -> {
              Optional<String> before = health.trouble();
              Optional<String> now = health.look();
              if (before.isEmpty() && now.isPresent()) {
                LOG.warn("the lab holds its trials: {}", now.get());
              } else if (before.isPresent() && now.isEmpty()) {
                LOG.info("the lab goes on");
              }
            },
            system
                .dispatchers()
                .lookup(DispatcherSelector.fromConfig("symlab.blocking-dispatcher")));
  }
}
