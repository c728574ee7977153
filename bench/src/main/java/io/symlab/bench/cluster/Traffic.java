package io.symlab.bench.cluster;

import akka.actor.ActorRef;
import akka.remote.artery.RemoteInstrument;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what all actor systems of this process send through sockets, by kind of message. */
public final class Traffic extends RemoteInstrument {
  private static final byte IDENTIFIER = 17;
  private static final ConcurrentMap<String, Counts> ALL = new ConcurrentHashMap<>();

  private static final class Counts {
    final LongAdder messages = new LongAdder();
    final LongAdder bytes = new LongAdder();
  }

  /** Messages of a kind, and their bytes as Artery frames them. */
  record Sum(long messages, long bytes) {
    Sum plus(Sum other) {
      return new Sum(messages + other.messages, bytes + other.bytes);
    }
  }

  static void reset() {
    ALL.clear();
  }

  /** What was sent of the kinds that go between a leader and its crews. */
  static Map<String, Sum> sums() {
    Map<String, Sum> sums = new TreeMap<>();
    ALL.forEach(
        (kind, counts) -> sums.put(kind, new Sum(counts.messages.sum(), counts.bytes.sum())));
    return sums;
  }

  @Override
  public byte identifier() {
    return IDENTIFIER;
  }

  @Override
  public boolean serializationTimingEnabled() {
    return false;
  }

  @Override
  public void remoteWriteMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {
    // Nothing goes along.
  }

  @Override
  public void remoteMessageSent(
      ActorRef recipient, Object message, ActorRef sender, int size, long time) {
    if (message.getClass().getName().startsWith("io.symlab.")) {
      Counts counts = ALL.computeIfAbsent(message.getClass().getSimpleName(), kind -> new Counts());
      counts.messages.increment();
      counts.bytes.add(size);
    }
  }

  @Override
  public void remoteReadMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {
    // Nothing came along.
  }

  @Override
  public void remoteMessageReceived(
      ActorRef recipient, Object message, ActorRef sender, int size, long time) {
    // Counted where it was sent.
  }
}
