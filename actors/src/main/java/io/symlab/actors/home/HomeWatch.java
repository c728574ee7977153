package io.symlab.actors.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;

/** Notices when a home has been deleted, or another put in its place, under whoever holds it. */
final class HomeWatch {
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Path lock;
  private final Object key;
  private final Thread thread;
  private volatile boolean ended;

  private HomeWatch(Path lock, Runnable lost) throws IOException {
    this.lock = lock;
    this.key = key(lock);
    this.thread = new Thread(() -> watch(lost), "home-watch");
    thread.setDaemon(true);
  }

  /**
   * Watches from now on.
   *
   * @param lock the file that is held
   * @param lost run once, when it is no longer there
   */
  static HomeWatch start(Path lock, Runnable lost) throws IOException {
    var watch = new HomeWatch(lock, lost);
    watch.thread.start();
    return watch;
  }

  void end() {
    ended = true;
    thread.interrupt();
  }

  private void watch(Runnable lost) {
    try {
      while (!ended) {
        Thread.sleep(TURN.toMillis());
        if (!ended && !isThere()) {
          lost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A disk that can't be read at the moment says nothing about what lies on it. */
  private boolean isThere() {
    try {
      return Objects.equals(key(lock), key);
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
