package io.symlab.door;

import com.google.protobuf.MessageLite;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection to whoever listens on a socket of a home. For one thread; what is asked waits for
 * its answer.
 */
public final class DoorClient implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final FrameReader reader = new FrameReader(Integer.MAX_VALUE);
  private final ByteBuffer buffer = ByteBuffer.allocate(Frames.LONGEST_PART).limit(0);

  private DoorClient(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  /**
   * Connects.
   *
   * @param name of the socket, as in {@link SocketPlace}
   * @return empty when nobody listens there
   * @throws IOException when somebody may, but not for this user, or it is not the home's owner
   */
  public static Optional<DoorClient> connect(Path home, String name) throws IOException {
    Path place = SocketPlace.find(home, name);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(place));
      // Whoever made the socket's name in the home is who must listen there.
      if (!Peer.is(Files.getOwner(home.resolve(name), LinkOption.NOFOLLOW_LINKS), channel)) {
        throw new IOException("another user listens on " + place);
      }
      return Optional.of(new DoorClient(channel, Selector.open()));
    } catch (ConnectException | NoSuchFileException e) {
      channel.close(); // it was left behind by one that was killed, or has just gone
      return Optional.empty();
    } catch (SocketException e) {
      channel.close();
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // it has just gone
      }
      throw new IOException("can't connect to " + place + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The other end: of a connection that was accepted. */
  public static DoorClient over(SocketChannel accepted) throws IOException {
    return new DoorClient(accepted, Selector.open());
  }

  /**
   * Sends a message, whole.
   *
   * @throws java.net.SocketTimeoutException when the other end does not take it in time
   */
  public void send(MessageLite message, Duration patience)
      throws IOException, InterruptedException {
    ByteBuffer framed = Frames.of(message);
    long deadline = deadline(patience);
    while (framed.hasRemaining()) {
      if (channel.write(framed) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  /**
   * The next message's bytes.
   *
   * @param patience how long it may take to be whole; null: for ever
   * @throws EOFException when the other end has closed
   * @throws java.net.SocketTimeoutException when it is not here in time
   */
  public byte[] receive(Duration patience) throws IOException, InterruptedException {
    long deadline = patience == null ? Long.MAX_VALUE : deadline(patience);
    while (true) {
      Optional<byte[]> message = reader.take(buffer);
      if (message.isPresent()) {
        return message.get();
      }
      int count = channel.read(buffer.clear());
      buffer.flip();
      if (count < 0) {
        throw new EOFException("the connection was closed");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
  }

  private static long deadline(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  private void await(int what, long deadline) throws IOException, InterruptedException {
    key.interestOps(what);
    if (deadline == Long.MAX_VALUE) {
      selector.select();
    } else {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new java.net.SocketTimeoutException("no answer in time");
      }
      selector.select(left + 1);
    }
    selector.selectedKeys().clear();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
