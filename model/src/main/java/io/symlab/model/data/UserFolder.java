package io.symlab.model.data;

import java.nio.file.Path;
import java.util.Map;

/**
 * The user's own folder, which {@code ~} stands for: what {@code $HOME} names, as for a shell, and
 * only without it what the system has in its list of users.
 */
public final class UserFolder {
  private UserFolder() {}

  /** The folder that an environment names. */
  public static Path of(Map<String, String> environment) {
    String named = environment.get("HOME");
    return Path.of(named == null || named.isBlank() ? System.getProperty("user.home") : named);
  }

  /** A path as a person writes it: {@code ~} and {@code ~/...} are the user's. */
  public static Path expand(String written) {
    if (written.equals("~")) {
      return of(System.getenv());
    }
    return written.startsWith("~/")
        ? of(System.getenv()).resolve(written.substring(2))
        : Path.of(written);
  }
}
