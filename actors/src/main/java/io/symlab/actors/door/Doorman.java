package io.symlab.actors.door;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.endpoint.Client;
import io.symlab.door.Frames;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.Version;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Hello;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the door of a lab, and has a gate for everybody who comes in. */
public final class Doorman {
  /** From the door's thread: somebody has come. */
  private record Came(Behavior<Gate.Command> gate, Post post) {}

  private Doorman() {}

  /**
   * Clients are let in from now on.
   *
   * @param home which this process holds
   * @param longestRecipe in bytes
   */
  public static Door open(
      ActorSystem<?> system, ActorRef<Client.Request> endpoint, Path home, int longestRecipe)
      throws IOException {
    ActorRef<Came> gates = system.systemActorOf(gates(), "gates", Props.empty());
    ClientReply hello = ClientReply.newBuilder().setHello(hello(home)).build();
    return Door.open(
        home,
        SocketPlace.LAB,
        DoorLimits.forRecipes(longestRecipe),
        line -> {
          var post = new Post();
          gates.tell(new Came(Gate.create(line, endpoint, hello), post));
          return post;
        });
  }

  private static Hello hello(Path home) {
    return Hello.newBuilder()
        .setProtocol(Frames.PROTOCOL)
        .setVersion(Version.text())
        .setHome(home.toString())
        .setPid(ProcessHandle.current().pid())
        .build();
  }

  private static Behavior<Came> gates() {
    return Behaviors.receive(
        (context, came) -> {
          came.post().deliverTo(context.spawnAnonymous(came.gate()));
          return Behaviors.same();
        });
  }
}
