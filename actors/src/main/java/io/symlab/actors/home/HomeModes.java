package io.symlab.actors.home;

import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Who may look into a home: its owner alone. Everything in it is reached through it, so that the
 * modes of what is inside do not matter.
 */
public final class HomeModes {
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  private HomeModes() {}

  /**
   * Shuts a home that other users may look into.
   *
   * @param home may not exist
   * @return what was done, in words; empty: nothing, or the home is new and there was nothing to
   *     see
   * @throws LabException when others may write in it: what lies there may be theirs
   */
  public static Optional<String> shut(Path home) throws LabException {
    if (!Files.isDirectory(home)
        || !home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(home);
      String shown = PosixFilePermissions.toString(modes);
      if (modes.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new LabException(
            LabException.BAD_INPUT,
            home
                + " can't be a home: every user may write in it ("
                + shown
                + "); see whether what is in it is yours, then 'chmod 700 "
                + home
                + "', or choose another folder with --home");
      }
      if (OWN.containsAll(modes)) {
        return Optional.empty();
      }
      boolean bare = isEmpty(home);
      Files.setPosixFilePermissions(home, OWN);
      return bare
          ? Optional.empty()
          : Optional.of(home + " was open to other users (" + shown + "); it is shut now");
    } catch (IOException e) {
      throw new LabException(
          1,
          "can't shut " + home + " to other users: " + e.getMessage() + "; are you its owner?",
          e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }
}
