package io.symlab.cli.client;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.symlab.actors.home.Keys;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a client's actor system: as little as answers fast. Reading and merging Akka's
 * own settings takes a good part of a client's short life, so the launcher's rehearsal leaves them
 * merged in a file beside the build; without that file they are read as usual.
 */
public final class ClientConfig {
  private static final String SNAPSHOT = "symlab.client-settings";
  private static final String TLS = "akka.remote.artery.ssl.config-ssl-engine.";

  private static final String LEAN =
      """
      akka {
        loglevel = OFF
        stdout-loglevel = OFF
        loggers = []
        use-slf4j = off
        logging-filter = "akka.event.DefaultLoggingFilter"
        jvm-shutdown-hooks = off
        java-flight-recorder.enabled = off
        library-extensions = []
        coordinated-shutdown.run-by-jvm-shutdown-hook = off
        coordinated-shutdown.run-by-actor-system-terminate = off
        coordinated-shutdown.terminate-actor-system = on
        scheduler.tick-duration = 10ms
        actor.serializers {
          symlab = "io.symlab.cli.client.ClientSerializer"
          artery = "akka.remote.serialization.ArteryMessageSerializer"
          akka-misc = "akka.remote.serialization.MiscMessageSerializer"
          akka-system-msg = "akka.remote.serialization.SystemMessageSerializer"
        }
        actor.serialization-bindings {
          "io.symlab.proto.ClientEnvelope" = symlab
          "akka.remote.artery.ArteryMessage" = artery
          "akka.dispatch.sysmsg.SystemMessage" = akka-system-msg
        }
        actor.default-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 2 }
        actor.internal-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 2 }
        remote.artery {
          canonical.hostname = "127.0.0.1"
          canonical.port = 0
          advanced {
            inbound-lanes = 1
            outbound-lanes = 1
            shutdown-flush-timeout = 100ms
            compression { actor-refs.max = off, manifests.max = off }
          }
        }
      }
      """;

  private ClientConfig() {}

  /** For a client of the lab with these keys; listens on any free port. */
  static Config of(Keys keys) throws LabException {
    Config own =
        ConfigFactory.parseMap(
            Map.of(
                TLS + "key-store", keys.store().toString(),
                TLS + "trust-store", keys.store().toString(),
                TLS + "key-store-password", keys.password(),
                TLS + "key-password", keys.password(),
                TLS + "trust-store-password", keys.password()));
    Optional<Path> file = snapshotFile().filter(Files::isRegularFile);
    return own.withFallback(file.isPresent() ? load(file.get()) : merged());
  }

  /** Whether the settings come ready made, with Akka's own among them. */
  static boolean isReady() {
    return snapshotFile().filter(Files::isRegularFile).isPresent();
  }

  /** Leaves the merged settings where the launcher wants them, if it does. */
  public static void rehearse() throws LabException {
    Optional<Path> file = snapshotFile();
    if (file.isPresent()) {
      try {
        byte[] bytes = ConfigSnapshot.encode(merged().root().withOnlyKey("akka").unwrapped());
        Path draft = Files.createTempFile(file.get().getParent(), "client-settings", ".tmp");
        Files.write(draft, bytes);
        Files.move(draft, file.get(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new LabException(ExitCode.FAILED, "can't write " + file.get() + ": " + e, e);
      }
    }
  }

  private static Optional<Path> snapshotFile() {
    return Optional.ofNullable(System.getProperty(SNAPSHOT)).map(Path::of);
  }

  private static Config merged() {
    Config all = ConfigFactory.load();
    for (String spared : List.of("serializers", "serialization-bindings")) {
      all = all.withoutPath("akka.actor." + spared);
    }
    return ConfigFactory.parseString(LEAN)
        .withFallback(all.withoutPath("akka.persistence").withoutPath("akka.reliable-delivery"));
  }

  private static Config load(Path file) throws LabException {
    try {
      return ConfigValueFactory.fromMap(ConfigSnapshot.decode(Files.readAllBytes(file))).toConfig();
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "can't read " + file + "; remove it and its folder, and try again", e);
    }
  }
}
