package io.symlab.actors.cluster;

import akka.actor.CoordinatedShutdown;

/** Why a lab ends that is to start again at once, in the same process. */
public final class BeginsAnew implements CoordinatedShutdown.Reason {
  /** There is nothing to tell one from the other. */
  public static final BeginsAnew INSTANCE = new BeginsAnew();

  private BeginsAnew() {}

  @Override
  public String toString() {
    return "begins anew";
  }
}
