package io.symlab.actors.stage;

import com.google.protobuf.ByteString;
import io.symlab.proto.BlobPart;
import io.symlab.proto.LinePart;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One end of a line between two actors: what is sent at the other end comes out here, each message
 * once, whole, and in order, though the link between may lose parts, double them, or be broken for
 * a while. Parts are numbered and sent again until they are known to be heard. How much is under
 * way is bounded; what waits to be sent is for the caller to bound.
 *
 * <p>It knows of no actors. Times are a {@code System.nanoTime} that the caller passes in.
 */
public final class Line {
  /** How often {@link #tick} is to be called. */
  public static final Duration TICK = Duration.ofMillis(250);

  /** Parts of 128 KiB at most that may be under way: 4 MiB. */
  static final int WINDOW = 32;

  /** Parts after which the other end is told that they were heard, if it isn't anyhow. */
  static final int HEAR = 8;

  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private final String name;
  private final long mostBytes;
  private final Consumer<LinePart> out;
  private final Deque<LinePart> underWay = new ArrayDeque<>();
  private final Deque<LinePart> waiting = new ArrayDeque<>();
  private Blobs.Assembly whole = new Blobs.Assembly();
  private long numbered;
  private long heard;
  private long told;
  private long lastProgress;

  /**
   * @param name of this end, for the other
   * @param mostBytes longest message that is taken
   * @param out takes parts to the other end, or loses them
   */
  public Line(String name, long mostBytes, Consumer<LinePart> out) {
    this.name = name;
    this.mostBytes = mostBytes;
    this.out = out;
  }

  /** Sends a message; it goes on its way now or when there is room. */
  public void send(ByteString message, long now) {
    for (BlobPart part : Blobs.split(message)) {
      waiting.add(
          LinePart.newBuilder()
              .setFrom(name)
              .setNumber(++numbered)
              .setIndex(part.getIndex())
              .setCount(part.getCount())
              .setBytes(part.getBytes())
              .build());
    }
    advance(now);
  }

  /**
   * Takes a part that has come.
   *
   * @return the message that it made whole
   * @throws IllegalArgumentException when it is none that {@link #send} makes, or too long
   */
  public Optional<ByteString> take(LinePart part, long now) {
    hear(part.getHeard(), now);
    if (part.getNumber() != heard + 1) { // nothing new, or one before it was lost
      if (part.getNumber() > 0 && part.getNumber() <= heard) {
        tell();
      }
      return Optional.empty();
    }
    check(part);
    heard++;
    var blob = BlobPart.newBuilder().setIndex(part.getIndex()).setCount(part.getCount());
    Optional<ByteString> message = whole.add(blob.setBytes(part.getBytes()).build());
    if (heard - told >= HEAR) {
      tell();
    }
    return message;
  }

  /** Sends again what nobody has heard for long, and says what was heard. */
  public void tick(long now) {
    if (!underWay.isEmpty() && now - lastProgress >= PATIENCE) {
      lastProgress = now;
      for (LinePart part : underWay) {
        out(part);
      }
    }
    if (told < heard) {
      tell();
    }
  }

  /** Whether all that was sent has been heard. */
  public boolean isIdle() {
    return underWay.isEmpty() && waiting.isEmpty();
  }

  private void check(LinePart part) {
    boolean possible =
        part.getCount() >= 1
            && part.getIndex() >= 0
            && part.getIndex() < part.getCount()
            && part.getBytes().size() <= Blobs.PART_BYTES
            && (long) part.getCount() * Blobs.PART_BYTES <= mostBytes + Blobs.PART_BYTES;
    if (!possible) {
      throw new IllegalArgumentException(
          part.getFrom()
              + " sent part "
              + part.getIndex()
              + " of "
              + part.getCount()
              + " with "
              + part.getBytes().size()
              + " bytes, where messages of "
              + mostBytes
              + " bytes are taken");
    }
  }

  private void hear(long number, long now) {
    boolean progress = false;
    for (Iterator<LinePart> all = underWay.iterator(); all.hasNext(); ) {
      if (all.next().getNumber() > number) {
        break;
      }
      all.remove();
      progress = true;
    }
    if (progress) {
      lastProgress = now;
      advance(now);
    }
  }

  private void advance(long now) {
    while (!waiting.isEmpty() && underWay.size() < WINDOW) {
      if (underWay.isEmpty()) {
        lastProgress = now;
      }
      LinePart part = waiting.remove();
      underWay.add(part);
      out(part);
    }
  }

  private void out(LinePart part) {
    told = heard;
    out.accept(part.toBuilder().setHeard(heard).build());
  }

  private void tell() {
    told = heard;
    out.accept(LinePart.newBuilder().setFrom(name).setHeard(heard).build());
  }
}
