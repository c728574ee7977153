package io.symlab.actors.cluster;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.PoisonPill;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that an actor system of a cluster ends. Artery (Akka 2.8.5) gives up its streams when
 * it shuts down and then waits for every one of them; the control stream to another worker may stay
 * open over TLS, with no thread at work, and then nothing ends any more and the port stays taken.
 * What is open too long is broken off. (Akka's issue 29162 tells of the like.)
 */
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** All streams of an actor system, Artery's among them. */
  private static final String STREAMS = "/system/Materializers/*/*";

  /** Artery says farewell for one second; the whole phase may last ten. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Connections() {}

  /** To be called once, at the start of an actor system; one of no cluster has none of this. */
  public static void breakOffInTheEnd(ActorSystem<?> system) {
    if (!ClusterSettings.isCluster(system.settings().config())) {
      return;
    }
    CoordinatedShutdown.get(Adapter.toClassic(system))
        .addTask(
            CoordinatedShutdown.PhaseActorSystemTerminate(),
            "break-off",
            () -> {
              system
                  .scheduler()
                  .scheduleOnce(PATIENCE, () -> breakOff(system), system.executionContext());
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private static void breakOff(ActorSystem<?> system) {
    LOG.info("connections that are still open are broken off");
    system
        .classicSystem()
        .actorSelection(STREAMS)
        .tell(PoisonPill.getInstance(), ActorRef.noSender());
  }
}
