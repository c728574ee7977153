package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import io.symlab.actors.lab.Lab;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;

/** What is asked of the lab's endpoint, and what that is called. */
public final class Client {
  /** The actor system of every lab. */
  public static final String SYSTEM = "symlab";

  /** The name of the guardian's child that answers clients. */
  public static final String ENDPOINT = Lab.DOOR;

  private Client() {}

  /** From a client's gate; answered with exactly one reply. */
  public record Request(ClientRequest body, ActorRef<ClientReply> replyTo) {}
}
