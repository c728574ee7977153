package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.actors.trial.Decision;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Refused;

/** Answers to clients that are no good news. */
public final class Replies {
  private Replies() {}

  /**
   * @param exitCode as the command line's: 1 failed, 2 bad usage or input
   * @param message names the file, key or cause, and what to do
   */
  public static ClientReply refused(int exitCode, String message) {
    return ClientReply.newBuilder()
        .setRefused(Refused.newBuilder().setExitCode(exitCode).setMessage(message))
        .build();
  }

  /** Nothing changes, and the client is told why: its request can't be followed. */
  static <E, S> Decision<E, S> refuse(ActorRef<ClientReply> client, String message) {
    return Decision.only(state -> client.tell(refused(2, message)));
  }

  /** Whoever asked for it comes too late for that. */
  static ClientReply ended(String id, String how) {
    return refused(2, id + " has ended (" + how + ")");
  }

  /** The lab is about to end. */
  public static ClientReply leaving() {
    return refused(3, "the lab is stopping; 'lab up' starts it again, and it goes on");
  }

  /** Words for a trial that there isn't. */
  static String noTrial(String id, int trial, int of) {
    return id + " has no trial " + trial + ", only 1 to " + of;
  }

  /** Somebody asked for an experiment that there isn't. */
  public static ClientReply unknown(String id) {
    return refused(
        2, "there is no experiment '" + id + "' in this lab; 'lab list' names those there are");
  }
}
