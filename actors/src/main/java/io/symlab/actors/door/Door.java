package io.symlab.actors.door;

import io.symlab.door.Frames;
import io.symlab.door.Peer;
import io.symlab.door.SocketPlace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a home and all connections to it, on one thread that never waits for any of them.
 * Lets in the home's owner alone, and no more at once than {@link DoorLimits} says.
 */
public final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final long TICK_MILLIS = 500;
  private static final long FLUSH_MILLIS = 10;
  private static final long WORD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Path home;
  private final String name;
  private final DoorLimits limits;
  private final UserPrincipal owner;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Function<Line, Line.Talker> talkers;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Line> lines = new HashSet<>();
  private final Thread thread;
  private volatile boolean open = true;
  private volatile boolean crashed;
  private boolean listening = true;
  private long lastWord = System.nanoTime() - WORD_NANOS;

  /** What a line does on the door's thread. */
  interface Task {
    void run() throws IOException;
  }

  private Door(
      Path home,
      String name,
      DoorLimits limits,
      ServerSocketChannel server,
      Selector selector,
      Function<Line, Line.Talker> talkers)
      throws IOException {
    this.home = home;
    this.name = name;
    this.limits = limits;
    this.owner = Files.getOwner(home.resolve(name), LinkOption.NOFOLLOW_LINKS);
    this.server = server;
    this.selector = selector;
    this.talkers = talkers;
    this.thread = new Thread(this::loop, "symlab-door");
    thread.setDaemon(true);
  }

  /**
   * Listens from now on. Only for who holds the home.
   *
   * @param name of the socket, as in {@link SocketPlace}
   * @param talkers makes whoever talks on a new line
   */
  static Door open(Path home, String name, DoorLimits limits, Function<Line, Line.Talker> talkers)
      throws IOException {
    Path place = SocketPlace.clear(home, name);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(place));
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      var door = new Door(home, name, limits, server, selector, talkers);
      door.thread.start();
      return door;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * From now on the socket stays behind, as that of a process that was killed: so a watchdog that
   * did not start this process, and so never learns its exit code, tells a crash from an orderly
   * end.
   */
  public void crashed() {
    crashed = true;
  }

  /** Lets nobody in any more and takes the socket away; who is in stays. */
  public void shut() {
    tasks.add(this::stopListening);
    selector.wakeup();
  }

  /** Hangs up on all, once what was sent to them has gone out or a second is over. */
  @Override
  public void close() {
    open = false;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On the door's own thread, unless the line is gone by then. */
  void run(Line line, Task task) {
    tasks.add(
        () -> {
          if (lines.contains(line)) {
            guarded(line, task);
          }
        });
    selector.wakeup();
  }

  private void loop() {
    while (open) {
      try {
        turn();
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        say("the door has trouble", e);
        pause(); // out of files, or of memory: the next turn may do better
      }
    }
    stopListening();
    flush();
    lines.forEach(Line::hangUp);
    try {
      selector.close();
    } catch (IOException e) {
      LOG.debug("the door's selector", e);
    }
  }

  /** What was sent last, for a second at most. */
  private void flush() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    try {
      do {
        turn();
      } while (System.nanoTime() < end && lines.stream().anyMatch(Line::isWriting));
    } catch (IOException | RuntimeException e) {
      LOG.debug("the last words", e);
    }
  }

  private void turn() throws IOException {
    selector.select(open ? TICK_MILLIS : FLUSH_MILLIS);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    var ready = Set.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.attachment() instanceof Line line) {
        guarded(line, line::ready);
      } else if (key.isValid() && key.isAcceptable()) {
        accept();
      }
    }
    long now = System.nanoTime();
    lines.forEach(line -> line.tick(now));
    lines.removeIf(line -> !line.isOpen());
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    try {
      channel.configureBlocking(false);
      if (!Peer.is(owner, channel)) {
        say("another user knocked", null);
        channel.close();
      } else if (lines.size() >= limits.connections()) {
        say("more than " + limits.connections() + " connections at once", null);
        channel.write(Frames.of(Gate.full(limits.connections())));
        channel.close();
      } else {
        var line = new Line(this, channel, limits);
        line.begin(channel.register(selector, SelectionKey.OP_READ, line), talkers.apply(line));
        lines.add(line);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What is wrong with one line is no other's business. */
  private void guarded(Line line, Task task) {
    try {
      task.run();
    } catch (IOException | CancelledKeyException e) {
      LOG.debug("a connection ends", e);
      line.hangUp();
    } catch (RuntimeException | OutOfMemoryError e) {
      say("a connection failed", e);
      line.hangUp();
    }
  }

  private void stopListening() {
    if (listening) {
      listening = false;
      try {
        server.close();
        if (!crashed) {
          SocketPlace.remove(home, name);
        }
      } catch (IOException e) {
        LOG.warn("can't take the socket away", e);
      }
    }
  }

  /** One line a minute: who knocks often must not fill the log. */
  private void say(String what, Throwable cause) {
    long now = System.nanoTime();
    if (now - lastWord >= WORD_NANOS) {
      lastWord = now;
      LOG.warn("{}; the next such line is in a minute at the earliest", what, cause);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
