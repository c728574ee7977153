package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.StageHost;
import java.util.List;

/** What a trial hears from its pool. */
public sealed interface PoolReply {
  /** The trial holds what its next stage needs. */
  record Admitted() implements PoolReply {}

  /** The trial waits for what this stage needs; {@link Admitted} follows. */
  record Queued() implements PoolReply {}

  /**
   * The trial still waits.
   *
   * @param what for, in words
   */
  record Waits(String what) implements PoolReply {}

  /**
   * A worker has been told to begin.
   *
   * @param slots how many slices may run at once, on all hosts
   * @param lease what the stage itself computes on
   * @param hosts that compute a part of it
   */
  record Started(
      ActorRef<StageWorker.Command> worker, int slots, Lease lease, List<StageHost> hosts)
      implements PoolReply {}

  /** The trial's worker, or a crew of it, is on a host that is to be left. */
  record Drains(String host) implements PoolReply {}

  /**
   * The trial's worker leads others, and nobody waits for slots that are free: it may be begun anew
   * with them, too.
   */
  record MoreSlots() implements PoolReply {}

  /** The worker of a stage has ended; kind and cause are empty unless it failed. */
  record WorkerGone(int attempt, String stage, String kind, String cause) implements PoolReply {}

  /** The trial holds nothing any more. */
  record Left() implements PoolReply {}
}
