package io.symlab.actors.home;

import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may look into a home: its owner alone. Everything in it is reached through it, so that the
 * modes of what is inside do not matter.
 */
public final class HomeModes {
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  /** Any of these tells a home from a folder that is something else's. */
  private static final List<String> SIGNS = List.of("lab.conf", "journal", "lock", "keeper.lock");

  private HomeModes() {}

  /**
   * Shuts a home that other users may look into.
   *
   * @param home may not exist
   * @return what was done, in words; empty: nothing, or the home is new and there was nothing to
   *     see
   * @throws LabException when others may write in it: what lies there may be theirs; or when
   *     something lies in it and it is no home: nothing of it is changed
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
      if (!bare && SIGNS.stream().noneMatch(sign -> Files.exists(home.resolve(sign)))) {
        throw new LabException(
            LabException.BAD_INPUT,
            home
                + " is no lab's home, other things are in it and other users may look into it ("
                + shown
                + "); choose a new or empty folder with --home, or 'chmod 700 "
                + home
                + "' if a lab is to live among them");
      }
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
