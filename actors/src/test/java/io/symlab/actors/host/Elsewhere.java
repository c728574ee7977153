package io.symlab.actors.host;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import java.util.List;

/** Actor systems that speak with each other over a socket, as the processes of a lab do. */
public final class Elsewhere {
  private static final String DISPATCHER =
      "{ type = Dispatcher, executor = thread-pool-executor, throughput = 1,"
          + " thread-pool-executor.fixed-pool-size = 2 }";

  private Elsewhere() {}

  /** A system that others can reach on this machine's own interface. */
  public static ActorTestKit kit(String name) {
    String settings =
        String.join(
            "\n",
            List.of(
                "akka.actor.provider = remote",
                "akka.remote.artery.transport = tcp",
                "akka.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }",
                "akka.actor.allow-java-serialization = off",
                "akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 4s",
                "akka.remote.use-unsafe-remote-features-outside-cluster = on",
                "akka.remote.warn-unsafe-watch-outside-cluster = off",
                "symlab.work-dispatcher = " + DISPATCHER,
                "symlab.blocking-dispatcher = " + DISPATCHER));
    return ActorTestKit.create(
        name, ConfigFactory.parseString(settings).withFallback(ConfigFactory.load()));
  }

  /** An actor of another system as this one sees it: through the socket. */
  public static <T> ActorRef<T> seen(ActorRef<T> actor, ActorTestKit there, ActorTestKit here) {
    String name = ActorRefResolver.get(there.system()).toSerializationFormat(actor);
    return ActorRefResolver.get(here.system()).resolveActorRef(name);
  }
}
