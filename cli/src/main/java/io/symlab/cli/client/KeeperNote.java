package io.symlab.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the watchdog left when it gave a daemon up; so that the next verb can say it. */
public final class KeeperNote {
  private KeeperNote() {}

  /** Where the watchdog leaves it. */
  public static Path path(Path home) {
    return home.resolve("logs/gave-up");
  }

  /** To be appended to a message: empty when nothing was given up. */
  static String of(Path home) {
    try {
      return Files.exists(path(home))
          ? System.lineSeparator() + "     " + Files.readString(path(home)).strip()
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
