package io.symlab.experiment.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of several searches in one, as {@code lab distill --y a,b --out DIR} leaves them: a
 * folder for each target, or one for each table with those of its targets in it.
 */
public final class SearchFolders {
  /** A table's folder, and a target's in it. */
  private static final int DEPTH = 2;

  private SearchFolders() {}

  /**
   * Those that a folder has in it, in the order of their names; none where it is no such folder.
   */
  public static List<Path> within(Path parent) {
    try (Stream<Path> found =
        Files.find(
            parent, DEPTH, (path, attributes) -> Files.exists(path.resolve(TrialFiles.FRONT)))) {
      return found.filter(path -> !path.equals(parent)).sorted().toList();
    } catch (IOException e) { // a file, or nothing that may be looked into
      return List.of();
    }
  }

  /**
   * What to say to who names the parent where one search is meant.
   *
   * @return empty where there are none in it
   */
  public static String advice(Path parent) {
    List<Path> found = within(parent);
    return found.isEmpty()
        ? ""
        : parent
            + " holds several searches; name one of them: "
            + String.join(", ", found.stream().map(Path::toString).toList());
  }
}
