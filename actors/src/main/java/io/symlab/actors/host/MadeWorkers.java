package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workers of a host, by name, each with whoever had it made. */
final class MadeWorkers {
  /**
   * One of them.
   *
   * @param worker itself, or who brings its data before it is made
   */
  record One(String name, ActorRef<?> worker, ActorRef<WorkerHost.Reply> owner) {}

  private final Map<String, One> byName = new HashMap<>();

  void put(One one) {
    byName.put(one.name(), one);
  }

  void remove(String name) {
    byName.remove(name);
  }

  Optional<One> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The one that an actor is. */
  Optional<One> of(ActorRef<?> worker) {
    return byName.values().stream().filter(one -> one.worker().equals(worker)).findFirst();
  }

  /** Those that were made for someone. */
  List<One> ownedBy(ActorRef<?> owner) {
    return byName.values().stream().filter(one -> one.owner().equals(owner)).toList();
  }
}
