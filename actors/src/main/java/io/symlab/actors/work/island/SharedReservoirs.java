package io.symlab.actors.work.island;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.symlab.symbolic.sample.SampleReservoir;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where the islands of one JVM find the samples that they share. A {@link ReservoirWorker} fills
 * one and puts it here under a name; islands look it up and only read. No message carries it.
 */
public final class SharedReservoirs implements Extension {
  private final ConcurrentMap<String, SampleReservoir> reservoirs = new ConcurrentHashMap<>();

  private SharedReservoirs() {}

  /** This system's. */
  public static SharedReservoirs get(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  void put(String name, SampleReservoir reservoir) {
    if (reservoirs.putIfAbsent(name, reservoir) != null) {
      throw new IllegalStateException("the name " + name + " is taken");
    }
  }

  void remove(String name) {
    reservoirs.remove(name);
  }

  /** The reservoir of that name; it is here before anyone hears that it has batches. */
  public SampleReservoir find(String name) {
    SampleReservoir reservoir = reservoirs.get(name);
    if (reservoir == null) {
      throw new IllegalStateException("no samples are kept under the name " + name);
    }
    return reservoir;
  }

  public boolean isEmpty() {
    return reservoirs.isEmpty();
  }

  private static final class Id extends ExtensionId<SharedReservoirs> {
    static final Id INSTANCE = new Id();

    @Override
    public SharedReservoirs createExtension(ActorSystem<?> system) {
      return new SharedReservoirs();
    }
  }
}
