package io.symlab.actors.host;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A lab and another process of it, as two actor systems that speak with each other over a socket;
 * new ones for each test.
 */
public final class Elsewhere implements BeforeEachCallback, AfterEachCallback {
  private static final String DISPATCHER =
      "{ type = Dispatcher, executor = thread-pool-executor, throughput = 1,"
          + " thread-pool-executor.fixed-pool-size = 2 }";

  private ActorTestKit lab;
  private ActorTestKit there;

  @Override
  public void beforeEach(ExtensionContext test) {
    lab = kit("lab");
    there = kit("there");
  }

  @Override
  public void afterEach(ExtensionContext test) {
    there.shutdownTestKit();
    lab.shutdownTestKit();
  }

  /** The lab's own. */
  public ActorTestKit lab() {
    return lab;
  }

  /** The other one. */
  public ActorTestKit there() {
    return there;
  }

  /** The other one is lost; from now on there is another, which knows of nothing. */
  public void lose() {
    there.shutdownTestKit();
    there = kit("there-again");
  }

  /** An actor of the other one as the lab sees it: through the socket. */
  public <T> ActorRef<T> seen(ActorRef<T> actor) {
    String name = ActorRefResolver.get(there.system()).toSerializationFormat(actor);
    return ActorRefResolver.get(lab.system()).resolveActorRef(name);
  }

  /** A system that others can reach on this machine's own interface. */
  private static ActorTestKit kit(String name) {
    String settings =
        String.join(
            "\n",
            List.of(
                "akka.actor.provider = remote",
                "akka.remote.artery.transport = tcp",
                "akka.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }",
                "akka.actor.allow-java-serialization = off",
                "akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 10s",
                "akka.remote.use-unsafe-remote-features-outside-cluster = on",
                "akka.remote.warn-unsafe-watch-outside-cluster = off",
                "symlab.work-dispatcher = " + DISPATCHER,
                "symlab.blocking-dispatcher = " + DISPATCHER));
    return ActorTestKit.create(
        name,
        ConfigFactory.parseString(settings)
            .withFallback(ConfigFactory.parseResources("application-test.conf"))
            .withFallback(ConfigFactory.load()));
  }
}
