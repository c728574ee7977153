package io.symlab.keeper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a file from growing that processes append to, of which nobody can open another one for
 * them: what is in it is copied aside, and it begins anew.
 */
final class BoundedLog {
  private final Path log;
  private final Path before;
  private final long most;

  /**
   * @param before where the text goes that was there before; one generation is kept
   * @param most bytes that it may have
   */
  BoundedLog(Path log, Path before, long most) {
    this.log = log;
    this.before = before;
    this.most = most;
  }

  /**
   * Looks, and cuts where it is too long. A line that is written in between may be lost.
   *
   * @throws IOException when the copy can't be made; then nothing is cut
   */
  void cut() throws IOException {
    try {
      if (Files.size(log) > most) {
        Files.copy(log, before, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
          channel.truncate(0); // whoever appends goes on at the new end
        }
      }
    } catch (NoSuchFileException e) {
      return; // there is no such log
    }
  }

  /** Looks again and again, for as long as this process lives. */
  void watch(long everyMillis) {
    var thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try {
                    cut();
                  } catch (IOException e) {
                    // A disk that is full: the next look may do better.
                    Thread.sleep(everyMillis);
                  }
                  Thread.sleep(everyMillis);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "keeper-log");
    thread.setDaemon(true);
    thread.start();
  }
}
