package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import io.symlab.actors.host.FileKeeper;
import io.symlab.actors.stage.StageWorker;
import java.util.Optional;

/** A trial that waits for resources or holds some, as its pool knows it. */
final class Member {
  Order order;
  Need need;
  final ActorRef<?> owner;
  final ActorRef<PoolReply> trial;

  /** The name of who does its stage, or is being made for it; empty: nobody. */
  String worker = "";

  /** What the worker is to do, and on what. */
  TrainerPool.Work work;

  /** Who does it, once it has been made. */
  Optional<ActorRef<StageWorker.Command>> stage = Optional.empty();

  Lease lease;

  /** Of the trial's files, for a worker elsewhere. */
  Optional<ActorRef<FileKeeper.Command>> keeper = Optional.empty();

  /** Slots that the stage has, on all hosts. */
  int slots;

  boolean leaving;

  /** Where the trial has begun anew, perhaps as another actor, while its old worker is to end. */
  Optional<TrainerPool.Enter> again = Optional.empty();

  Member(Order order, Need need, ActorRef<?> owner, ActorRef<PoolReply> trial) {
    this.order = order;
    this.need = need;
    this.owner = owner;
    this.trial = trial;
  }

  boolean works() {
    return !worker.isEmpty();
  }

  /** The same trial as the actor that it has begun anew as. */
  Member anew() {
    TrainerPool.Enter enter = again.orElseThrow();
    return new Member(order, need, enter.owner(), enter.replyTo());
  }
}
