package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The trials in a pool, by name, by the actor that each is, and by the name of the worker that each
 * has.
 */
final class Members {
  private final Map<String, Member> byTrial = new HashMap<>();
  private final Map<String, String> byWorker = new HashMap<>();
  private final Map<ActorRef<Void>, String> byOwner = new HashMap<>();

  /** Null: it is not here. */
  Member get(String trial) {
    return byTrial.get(trial);
  }

  void forEach(BiConsumer<String, Member> what) {
    byTrial.forEach(what);
  }

  Collection<Member> all() {
    return byTrial.values();
  }

  /** What is done for those that have a worker. */
  Map<String, String> stages() {
    Map<String, String> stages = new HashMap<>();
    byWorker.forEach(
        (worker, trial) -> stages.put(trial, byTrial.get(trial).work.begin().getStage()));
    return stages;
  }

  /** In place of what the trial was before. */
  void put(String trial, Member member) {
    Member before = byTrial.put(trial, member);
    if (before != null) {
      byOwner.remove(before.owner.<Void>unsafeUpcast());
    }
    byOwner.put(member.owner.<Void>unsafeUpcast(), trial);
  }

  /** It has begun anew while its old worker is to end: it is known by both its actors till then. */
  void entersAgain(String trial, TrainerPool.Enter enter) {
    byTrial.get(trial).again = Optional.of(enter);
    byOwner.put(enter.owner().<Void>unsafeUpcast(), trial);
  }

  void remove(String trial) {
    byOwner.remove(byTrial.remove(trial).owner.<Void>unsafeUpcast());
  }

  void works(String trial, String worker) {
    byTrial.get(trial).worker = worker;
    byWorker.put(worker, trial);
  }

  void worksNoMore(String trial) {
    Member member = byTrial.get(trial);
    byWorker.remove(member.worker);
    member.worker = "";
    member.stage = Optional.empty();
  }

  /** Whose worker that is; null: nobody's. */
  String ofWorker(String worker) {
    return byWorker.get(worker);
  }

  /** Which trial that actor is; null: none. */
  String ofOwner(ActorRef<Void> owner) {
    return byOwner.get(owner);
  }
}
