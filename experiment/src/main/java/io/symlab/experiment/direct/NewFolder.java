package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of results that appears whole, under a name that was free. */
public final class NewFolder {
  private final Path path;

  private NewFolder(Path path) {
    this.path = path;
  }

  /**
   * Asks for a folder, before anything is worked out for it.
   *
   * @throws LabException when the name is taken by a file or by a folder that is not empty, or when
   *     nothing can be written there
   */
  public static NewFolder wanted(Path path) throws LabException {
    if (Files.exists(path) && !isEmptyFolder(path)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--out "
              + path
              + " exists already, and nothing is overwritten: name another, or remove it");
    }
    Writable.check(path);
    return new NewFolder(path.toAbsolutePath().normalize());
  }

  private static boolean isEmptyFolder(Path path) throws LabException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new LabException(LabException.BAD_INPUT, "--out " + path + " can't be read: " + e, e);
    }
  }

  /**
   * Writes the files beside the name, then gives them the name.
   *
   * @param files contents by name
   */
  public void write(Map<String, byte[]> files) throws IOException {
    Files.createDirectories(path.getParent());
    Path draft = Files.createTempDirectory(path.getParent(), "." + path.getFileName() + "-");
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFiles.write(draft.resolve(file.getKey()), file.getValue());
      }
      Files.deleteIfExists(path); // an empty folder; a full one throws
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(draft);
    }
  }

  private static void remove(Path draft) throws IOException {
    if (!Files.exists(draft)) {
      return;
    }
    try (Stream<Path> files = Files.walk(draft)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
