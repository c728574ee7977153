package io.symlab.keeper;

import io.symlab.door.DoorClient;
import io.symlab.door.SocketPlace;
import io.symlab.proto.KeeperRequest;
import io.symlab.proto.KeeperView;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Talks to the watchdog of a home, where there is one. */
public final class KeeperClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(60);

  private KeeperClient() {}

  /** How it stands; empty when there is none. */
  public static Optional<KeeperView> look(Path home) throws IOException, InterruptedException {
    try (var door = DoorClient.connect(home, SocketPlace.KEEPER).orElse(null)) {
      return door == null ? Optional.empty() : Optional.of(read(door, PATIENCE));
    } catch (EOFException e) {
      return Optional.empty(); // it has just ended
    }
  }

  /** Has it end the lab and itself; returns when both is done. Empty when there is none. */
  public static Optional<KeeperView> leave(Path home) throws IOException, InterruptedException {
    return ask(home, KeeperRequest.newBuilder().setLeave(true).build(), LEAVE);
  }

  /** Has it start the lab without waiting any longer. Empty when there is none. */
  public static Optional<KeeperView> startNow(Path home) throws IOException, InterruptedException {
    return ask(home, KeeperRequest.newBuilder().setStartNow(true).build(), PATIENCE);
  }

  /**
   * Has it say to whoever asks what the lab waits for before it begins. Empty when there is none.
   *
   * @param reason empty: for nothing any more
   */
  public static Optional<KeeperView> waits(Path home, String reason)
      throws IOException, InterruptedException {
    return ask(home, KeeperRequest.newBuilder().setWaits(reason).build(), PATIENCE);
  }

  /** Returns when it has ended; at once when there is none. */
  public static void awaitEnd(Path home) throws IOException, InterruptedException {
    try (var door = DoorClient.connect(home, SocketPlace.KEEPER).orElse(null)) {
      if (door != null) {
        read(door, PATIENCE);
        door.send(KeeperRequest.newBuilder().setStay(true).build(), PATIENCE);
        read(door, null);
      }
    } catch (EOFException e) {
      // That is what was waited for.
      return;
    }
  }

  private static Optional<KeeperView> ask(Path home, KeeperRequest request, Duration patience)
      throws IOException, InterruptedException {
    try (var door = DoorClient.connect(home, SocketPlace.KEEPER).orElse(null)) {
      if (door == null) {
        return Optional.empty();
      }
      read(door, PATIENCE);
      door.send(request, PATIENCE);
      return Optional.of(read(door, patience));
    } catch (EOFException e) {
      return Optional.empty(); // it has just ended
    }
  }

  private static KeeperView read(DoorClient door, Duration patience)
      throws IOException, InterruptedException {
    return KeeperView.parseFrom(door.receive(patience));
  }
}
