package io.symlab.actors.lab;

import akka.actor.CoordinatedShutdown;

/** Why a lab ends that somebody told to: by a client, or from within its process. */
public final class AskedToLeave implements CoordinatedShutdown.Reason {
  /** There is nothing to tell one from the other. */
  public static final AskedToLeave INSTANCE = new AskedToLeave();

  private AskedToLeave() {}

  @Override
  public String toString() {
    return "asked to leave";
  }
}
