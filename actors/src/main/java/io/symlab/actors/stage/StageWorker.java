package io.symlab.actors.stage;

import akka.actor.typed.ActorRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;

/**
 * What a trial and the worker of one of its stages say to each other. A worker is spawned for one
 * stage of one attempt, is told to begin once, reports as it goes, and ends by itself after {@code
 * finished}, {@code failed}, {@code stopped} or {@code rung_reached}; one that dies without any of
 * them has failed too.
 */
public final class StageWorker {
  private StageWorker() {}

  /** What a stage's worker understands. */
  public sealed interface Command permits Begin, Stop, HostLost, MoreSlots, Private {}

  /** From the trial, once: do this stage, from its checkpoint if one is named. */
  public record Begin(StageBegin work, ActorRef<Report> replyTo) implements Command {}

  /** From the trial: save what can be saved, report {@code stopped}, and end. */
  public record Stop() implements Command {}

  /**
   * To one that leads others: a host that it has slots on is gone, and all that worked there.
   *
   * @param host its name
   */
  public record HostLost(String host) implements Command {}

  /**
   * To one that leads others: more slots are free than it has. Where it has use for them, it saves
   * what can be saved, reports {@code stopped}, and ends, to be begun anew with all of them.
   */
  public record MoreSlots() implements Command {}

  /** A worker's own: from its timers, from itself, from the workers that it leads. */
  public non-sealed interface Private extends Command {}

  /** To the trial. Those of another attempt than the current one are to be ignored. */
  public record Report(StageReport body) {}
}
