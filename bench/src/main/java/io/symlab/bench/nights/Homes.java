package io.symlab.bench.nights;

import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Homes of labs as folders of files: copied, compared, removed. */
final class Homes {
  /** What a trial leaves that is a function of its recipe alone. */
  private static final List<String> RESULTS =
      List.of(
          TrialFiles.META_LOSS,
          TrialFiles.LEARNED,
          TrialFiles.FRONT,
          TrialFiles.TUNE_LOSS,
          TrialFiles.TUNED);

  private Homes() {}

  /** Makes a folder for this user alone. */
  static Path make(Path home) throws IOException {
    return Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Copies a home that nobody holds. */
  static void copy(Path from, Path to) throws IOException {
    make(to);
    for (Path file : walk(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target);
      } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.copy(file, target);
      }
    }
  }

  /** The checksums of what a trial came to, by name; without those that are not there. */
  static Map<String, Long> results(Path home, String id, int trial) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    for (String name : RESULTS) {
      Path file = home.resolve("experiments").resolve(id).resolve(trial + "/" + name);
      if (Files.exists(file)) {
        sums.put(name, sum(file));
      }
    }
    return sums;
  }

  /** The checksums of all files below some folders of a home, by path. */
  static Map<Path, Long> sums(Path home, List<String> folders) throws IOException {
    Map<Path, Long> sums = new TreeMap<>();
    for (String folder : folders) {
      for (Path file : files(home.resolve(folder))) {
        sums.put(home.relativize(file), sum(file));
      }
    }
    return sums;
  }

  /** All files below a folder, in order. */
  static List<Path> files(Path folder) throws IOException {
    return Files.exists(folder)
        ? walk(folder).stream().filter(Files::isRegularFile).toList()
        : List.of();
  }

  private static long sum(Path file) throws IOException {
    var sum = new CRC32C();
    sum.update(Files.readAllBytes(file));
    return sum.getValue();
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
