package io.symlab.bench.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.work.StageWorkers;
import io.symlab.proto.HostSlots;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An actor system that others reach through a socket of this machine's own interface, as the
 * processes of a lab reach each other, without TLS; what it sends is counted in {@link Traffic}.
 */
final class SocketSystem {
  private static final String SETTINGS =
      """
      akka.actor.provider = remote
      akka.remote.artery {
        transport = tcp
        canonical { hostname = 127.0.0.1, port = 0 }
        advanced.instruments = ["%s"]
      }
      akka.remote.use-unsafe-remote-features-outside-cluster = on
      akka.remote.warn-unsafe-watch-outside-cluster = off
      akka.loglevel = ERROR
      akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      """;

  private SocketSystem() {}

  /** One of that name. */
  static ActorSystem<Void> create(String name) {
    return ActorSystem.create(
        Behaviors.empty(),
        name,
        ConfigFactory.parseString(SETTINGS.formatted(Traffic.class.getName()))
            .withFallback(ConfigFactory.load()));
  }

  /** Has a host made there, and gives its slots as a lab would. */
  static HostSlots host(ActorSystem<Void> system, String name, int slots, Path home) {
    var files = WorkerContext.of(home, Duration.ofSeconds(5));
    ActorRef<WorkerHost.Command> host =
        system.systemActorOf(
            WorkerHost.create(HostRecords.here(name, slots), new StageWorkers(files)),
            name,
            DispatcherSelector.fromConfig(files.blockingDispatcher()));
    return HostSlots.newBuilder()
        .setHost(name)
        .setSlots(slots)
        .setActor(ActorRefResolver.get(system).toSerializationFormat(host))
        .build();
  }
}
