package io.symlab.actors.door;

import com.google.protobuf.MessageLite;
import io.symlab.door.FrameReader;
import io.symlab.door.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * One connection as the door has it. Whoever came to talk on it says {@link #send} and {@link
 * #listen}, from any thread; all else is the door's thread's.
 */
public final class Line {
  /** What happens on it; told by the door's thread, which must not be held up. */
  interface Talker {
    /** A whole request. No other comes before {@link Line#listen}. */
    void asked(byte[] request);

    /** All that was sent has been taken. */
    void written();

    /** It is closed, from which side soever. */
    void gone();
  }

  private final Door door;
  private final SocketChannel channel;
  private final DoorLimits limits;
  private final FrameReader reader;
  private final ByteBuffer in = ByteBuffer.allocate(8 * 1024).limit(0);
  private final Queue<ByteBuffer> out = new ArrayDeque<>();
  private SelectionKey key;
  private Talker talker;
  private boolean listening;
  private long since = System.nanoTime();

  Line(Door door, SocketChannel channel, DoorLimits limits) {
    this.door = door;
    this.channel = channel;
    this.limits = limits;
    this.reader = new FrameReader(limits.requestBytes());
  }

  /** Sends a message after those sent before. */
  public void send(MessageLite message) {
    ByteBuffer framed = Frames.of(message);
    door.run(
        this,
        () -> {
          if (out.isEmpty()) {
            since = System.nanoTime();
          }
          out.add(framed);
          write();
        });
  }

  /** Takes the next request. */
  public void listen() {
    door.run(
        this,
        () -> {
          listening = true;
          since = System.nanoTime();
          take();
        });
  }

  /** Hangs up. */
  public void close() {
    door.run(this, this::hangUp);
  }

  void begin(SelectionKey registered, Talker who) {
    key = registered;
    talker = who;
  }

  /** Something may be read or written. */
  void ready() throws IOException {
    if (key.isValid() && key.isWritable()) {
      write();
    }
    if (key.isValid() && key.isReadable()) {
      if (channel.read(in.compact()) < 0) {
        in.flip();
        hangUp();
        return;
      }
      in.flip();
      take();
    }
  }

  /** Closes what has had its time. */
  void tick(long now) {
    long waited = now - since;
    if (!out.isEmpty()
        ? waited > limits.slow().toNanos()
        : listening && waited > (reader.isHalfway() ? limits.half() : limits.idle()).toNanos()) {
      hangUp();
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  boolean isWriting() {
    return channel.isOpen() && !out.isEmpty();
  }

  void hangUp() {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no use any more, closed or not.
        key.cancel();
      }
      out.clear();
      talker.gone();
    }
  }

  private void take() throws IOException {
    if (listening && in.hasRemaining()) {
      boolean began = !reader.isHalfway();
      Optional<byte[]> request = reader.take(in);
      if (request.isPresent()) {
        listening = false;
        talker.asked(request.get());
      } else if (began) {
        since = System.nanoTime(); // from the first byte: one byte a second is no way to ask
      }
    }
    interests();
  }

  private void write() throws IOException {
    boolean had = !out.isEmpty();
    while (!out.isEmpty()) {
      int count = channel.write(out.peek());
      if (count > 0) {
        since = System.nanoTime();
      }
      if (out.peek().hasRemaining()) {
        break;
      }
      out.remove();
    }
    interests();
    if (had && out.isEmpty()) {
      talker.written();
    }
  }

  /** Reads on while there is room: so that a client that has gone is met, whatever it waits for. */
  private void interests() {
    if (key.isValid()) {
      boolean room = in.remaining() < in.capacity();
      key.interestOps(
          (room ? SelectionKey.OP_READ : 0) | (out.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
  }
}
