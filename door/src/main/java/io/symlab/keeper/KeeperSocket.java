package io.symlab.keeper;

import io.symlab.door.DoorClient;
import io.symlab.door.Peer;
import io.symlab.door.SocketPlace;
import io.symlab.proto.KeeperRequest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where a watchdog is asked: says how it stands to everybody who comes, and takes one wish. */
final class KeeperSocket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LEAVE = Duration.ofSeconds(40);
  private static final int PLACES = 16;

  private final Path home;
  private final Keeper keeper;
  private final ServerSocketChannel server;
  private final UserPrincipal owner;
  private final Semaphore places = new Semaphore(PLACES);

  private KeeperSocket(Path home, Keeper keeper, ServerSocketChannel server) throws IOException {
    this.home = home;
    this.keeper = keeper;
    this.server = server;
    this.owner = Files.getOwner(home.resolve(SocketPlace.KEEPER), LinkOption.NOFOLLOW_LINKS);
  }

  /** Only for who holds the lock. */
  static KeeperSocket open(Path home, Keeper keeper) throws IOException {
    Path place = SocketPlace.clear(home, SocketPlace.KEEPER);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(place));
    var socket = new KeeperSocket(home, keeper, server);
    start("keeper-door", socket::listen);
    return socket;
  }

  /** Returns when who waits for the end has been told, soon at any rate. */
  void drain() throws InterruptedException {
    stopListening();
    if (places.tryAcquire(PLACES, 2, TimeUnit.SECONDS)) {
      places.release(PLACES);
    }
  }

  @Override
  public void close() {
    stopListening();
  }

  private void stopListening() {
    if (server.isOpen()) {
      try {
        server.close();
        SocketPlace.remove(home, SocketPlace.KEEPER);
      } catch (IOException e) {
        // The next one that binds there takes it away.
        return;
      }
    }
  }

  private void listen() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (Peer.is(owner, channel) && places.tryAcquire()) {
          start("keeper-talk", () -> talk(channel));
        } else {
          channel.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        pause(); // out of files: the next one may do better
      }
    }
  }

  private void talk(SocketChannel channel) {
    try (var client = DoorClient.over(channel)) {
      client.send(keeper.view(), PATIENCE);
      KeeperRequest request = KeeperRequest.parseFrom(client.receive(PATIENCE));
      switch (request.getWhatCase()) {
        case LEAVE -> {
          keeper.leave();
          keeper.awaitLeft(LEAVE);
          client.send(keeper.view(), PATIENCE);
        }
        case START_NOW -> {
          keeper.startNow();
          client.send(keeper.view(), PATIENCE);
        }
        case STAY -> {
          places.release(); // it is the lab itself
          try {
            client.receive(null);
          } finally {
            places.acquireUninterruptibly();
          }
        }
        case WAITS -> {
          keeper.waits(request.getWaits());
          client.send(keeper.view(), PATIENCE);
        }
        case WHAT_NOT_SET -> client.send(keeper.view(), PATIENCE);
      }
    } catch (IOException e) {
      // Who only wanted to look has gone.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
