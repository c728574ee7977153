package io.symlab.actors.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a home can be worked in: its disk can be written to, and has space left that nobody is to
 * use. LevelDB writes through a map of its files; where the disk ends under that, the process dies.
 * So the lab stops before it.
 */
public final class HomeHealth {
  private static final double MEGA = 1e6;

  private final Path home;
  private final long reserve;
  private final List<String> notes;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param home absolute
   * @param reserve bytes of the disk that are to stay free; 0: none
   * @param notes what its journal was found to have lost, in words
   */
  public HomeHealth(Path home, long reserve, List<String> notes) {
    this.home = home;
    this.reserve = reserve;
    this.notes = List.copyOf(notes);
  }

  /** What the lab's owner should know of its journal. */
  public List<String> notes() {
    return notes;
  }

  /** What kept the lab from working at the last look; empty: nothing. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Looks: how much space there is, and whether a file can be made. Cheap; nothing is forced. */
  public Optional<String> look() {
    trouble = find();
    return trouble;
  }

  private Optional<String> find() {
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      if (free < reserve) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the disk of %s is full: %.0f MB are free, and %.0f MB are kept for the journal"
                    + " (symlab.disk-reserve)",
                home,
                free / MEGA,
                reserve / MEGA));
      }
      Path tmp = home.resolve("tmp");
      Files.createDirectories(tmp);
      Path probe = Files.createTempFile(tmp, "probe", "");
      try {
        Files.write(probe, new byte[] {1});
      } finally {
        Files.deleteIfExists(probe);
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(e.getFile() + " is missing");
    } catch (IOException e) {
      if (DiskTrouble.isReadOnly(e)) {
        return Optional.of("the disk of " + home + " is read-only");
      }
      return Optional.of(
          DiskTrouble.isFull(e) // though there is space
              ? "the disk of " + home + " takes no more files (inodes, or a quota)"
              : DiskTrouble.words(e).orElse(home + " can't be written to: " + e));
    }
  }
}
