package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.StageBegin;

/** A trial that waits for resources or holds some, as its pool knows it. */
final class Member {
  Order order;
  Need need;
  final ActorRef<?> owner;
  final ActorRef<PoolReply> trial;

  /** Who does its stage; null: nobody. */
  ActorRef<StageWorker.Command> worker;

  /** What the worker was told. */
  StageBegin begin;

  boolean leaving;
  boolean entersAgain;

  Member(Order order, Need need, ActorRef<?> owner, ActorRef<PoolReply> trial) {
    this.order = order;
    this.need = need;
    this.owner = owner;
    this.trial = trial;
  }

  /** The same trial, which has begun anew. */
  Member anew() {
    return new Member(order, need, owner, trial);
  }
}
