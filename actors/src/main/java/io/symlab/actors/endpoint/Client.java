package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import io.symlab.actors.lab.Lab;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;

/** What a client of the lab sends to its {@code /user/endpoint}, and where that is. */
public final class Client {
  /** The actor system of every lab. */
  public static final String SYSTEM = "symlab";

  /** The name of the guardian's child that answers clients. */
  public static final String ENDPOINT = Lab.DOOR;

  private Client() {}

  /** Sent by the command line; answered with exactly one reply. */
  public record Request(ClientRequest body, ActorRef<ClientReply> replyTo) {}

  /** The endpoint's path for an actor reference resolver. */
  public static String path(int port) {
    return "akka://" + SYSTEM + "@127.0.0.1:" + port + "/user/" + ENDPOINT;
  }
}
