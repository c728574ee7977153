package io.symlab.actors.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Failures of a disk, as opposed to those of what is written to it. */
public final class DiskTrouble {
  /** What the system says (strerror), in small letters. */
  private static final List<String> WORDS =
      List.of(
          "no space left",
          "disk quota exceeded",
          "read-only file system",
          "input/output error",
          "too many open files",
          "stale file handle",
          "transport endpoint");

  private DiskTrouble() {}

  /** Whether a failure is that of a disk that has no more space, or takes no more writes. */
  public static boolean isFull(Throwable thrown) {
    return words(thrown)
        .map(words -> words.toLowerCase(Locale.ROOT))
        .filter(
            words ->
                words.contains("space") || words.contains("quota") || words.contains("read-only"))
        .isPresent();
  }

  /** Whether a failure is that of a disk that takes no writes at all. */
  static boolean isReadOnly(Throwable thrown) {
    return words(thrown)
        .map(words -> words.toLowerCase(Locale.ROOT))
        .filter(words -> words.contains("read-only"))
        .isPresent();
  }

  /** Whether a failure is one, and what to say of it. */
  public static Optional<String> words(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ReadOnlyFileSystemException) {
        return Optional.of("a disk is read-only");
      }
      if (t instanceof AccessDeniedException denied) {
        return Optional.of("no permission for " + denied.getFile());
      }
      if (t instanceof IOException || t instanceof UncheckedIOException) {
        String message = t.getMessage() == null ? "" : t.getMessage();
        String small = message.toLowerCase(Locale.ROOT);
        if (WORDS.stream().anyMatch(small::contains)) {
          boolean named = t instanceof FileSystemException;
          return Optional.of(named ? message : "writing failed: " + message);
        }
      }
    }
    return Optional.empty();
  }
}
