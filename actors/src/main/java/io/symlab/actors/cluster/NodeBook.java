package io.symlab.actors.cluster;

import akka.actor.Address;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which workers are there, and when those left that were. */
final class NodeBook {
  private final Map<String, Node> here = new TreeMap<>();
  private final Map<String, Long> left = new TreeMap<>();
  private final Set<Address> coming = new HashSet<>();

  void enter(Node node) {
    here.put(node.name(), node);
    coming.remove(node.address);
    left.remove(node.name());
  }

  void leave(Node node) {
    here.remove(node.name());
    left.put(node.name(), System.currentTimeMillis());
  }

  /** As if it had never been there. */
  void forget(String name) {
    here.remove(name);
    left.remove(name);
  }

  Optional<Node> named(String name) {
    return Optional.ofNullable(here.get(name));
  }

  Optional<Node> at(Address address) {
    return here.values().stream().filter(node -> node.address.equals(address)).findFirst();
  }

  /** A process has joined that has not said who it is. */
  void comes(Address address) {
    if (at(address).isEmpty()) {
      coming.add(address);
    }
  }

  /** It is no member any more, or said who it is. */
  void comesNoMore(Address address) {
    coming.remove(address);
  }

  /** How many of those are on a host. */
  long comingFrom(String host) {
    return coming.stream().filter(one -> one.getHost().filter(host::equals).isPresent()).count();
  }

  Collection<Node> all() {
    return Collections.unmodifiableCollection(here.values());
  }

  /** When it was seen last, in milliseconds since 1970; 0: not since the lab started. */
  long leftAt(String name) {
    return left.getOrDefault(name, 0L);
  }
}
