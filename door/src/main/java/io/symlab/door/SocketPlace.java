package io.symlab.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the sockets of a home lie: in it, unless its path is longer than a socket's may be; then in
 * a private folder of the user's runtime directory, or of the temporary one, and a link in the home
 * leads there.
 */
public final class SocketPlace {
  /** The lab's own. */
  public static final String LAB = "socket";

  /** Its watchdog's. */
  public static final String KEEPER = "keeper.socket";

  /** What a path of a socket may have, in bytes: 104 on macOS, 108 on Linux, with a final 0. */
  private static final int LONGEST = 103;

  private static final String FOLDER = "symlab-";

  private SocketPlace() {}

  /** Where a client finds a socket, if there is one. */
  public static Path find(Path home, String name) throws IOException {
    Path here = home.resolve(name);
    return fits(here) || !Files.isSymbolicLink(here) ? here : Files.readSymbolicLink(here);
  }

  /**
   * Where to bind one now: nothing is there any more. Only for who holds the home.
   *
   * @throws IOException when nowhere is a path short enough, or what lies there can't be removed
   */
  public static Path clear(Path home, String name) throws IOException {
    remove(home, name);
    Path here = home.resolve(name);
    if (fits(here)) {
      return here;
    }
    for (Path base : bases()) {
      // As long as the real one: a random name has at most 20 digits.
      if (Files.isWritable(base) && fits(base.resolve(FOLDER + "0".repeat(20)).resolve(name))) {
        Path folder = Files.createTempDirectory(base, FOLDER); // private from the beginning
        Path place = folder.resolve(name);
        Files.createSymbolicLink(here, place);
        return place;
      }
    }
    throw new IOException(
        "the path "
            + here
            + " is too long for a socket, and so are those of $XDG_RUNTIME_DIR and "
            + System.getProperty("java.io.tmpdir"));
  }

  /** Takes a socket away, with the folder that was made for it. */
  public static void remove(Path home, String name) throws IOException {
    Path here = home.resolve(name);
    if (Files.isSymbolicLink(here)) {
      Path place = Files.readSymbolicLink(here);
      Path folder = place.getParent();
      if (folder != null && folder.getFileName().toString().startsWith(FOLDER)) {
        Files.deleteIfExists(place);
        Files.deleteIfExists(folder);
      }
    } else if (Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(here + " is a folder");
    }
    Files.deleteIfExists(here);
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  private static List<Path> bases() {
    List<Path> bases = new ArrayList<>();
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/")) {
      bases.add(Path.of(runtime));
    }
    bases.add(Path.of(System.getProperty("java.io.tmpdir")));
    bases.add(Path.of("/tmp"));
    return bases;
  }
}
