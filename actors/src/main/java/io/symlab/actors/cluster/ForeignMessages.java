package io.symlab.actors.cluster;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.event.Logging;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came over the wire and can't be read: Akka drops it and says so in its log, which is the
 * only place where it names the sender.
 */
final class ForeignMessages {
  private static final Pattern SENDER =
      Pattern.compile("Failed to deserialize message from \\[(akka://[^\\]]+)\\]");

  private ForeignMessages() {}

  /** From now on somebody hears Akka's errors; {@link #sender} tells which are meant. */
  static void tell(ActorSystem<?> system, ActorRef<Logging.Error> to) {
    Adapter.toClassic(system).eventStream().subscribe(Adapter.toClassic(to), Logging.Error.class);
  }

  /** Who sent what can't be read; empty: the error is of something else. */
  static Optional<Address> sender(Logging.Error error) {
    Matcher matcher = SENDER.matcher(String.valueOf(error.message()));
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(AddressFromURIString.apply(matcher.group(1)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
