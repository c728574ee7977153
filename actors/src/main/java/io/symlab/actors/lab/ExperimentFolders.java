package io.symlab.actors.lab;

import io.symlab.actors.store.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The folders of a home's experiments. Each is there before its submission is acknowledged, and so
 * bears witness to an experiment that a damaged journal has lost.
 */
final class ExperimentFolders {
  private final Path folder;

  ExperimentFolders(Path home) {
    this.folder = home.resolve("experiments");
  }

  /** Makes one that is not there. */
  void make(String id) throws IOException {
    Path own = folder.resolve(id);
    if (!Files.isDirectory(own)) {
      Files.createDirectories(own);
      CheckpointStore.forceFolder(folder);
    }
  }

  boolean isThere(long number) {
    return Files.exists(folder.resolve("e" + number));
  }

  /** The numbers of all that are there. */
  SortedSet<Long> numbers() throws IOException {
    SortedSet<Long> numbers = new TreeSet<>();
    try (Stream<Path> folders = Files.list(folder)) {
      folders
          .map(one -> one.getFileName().toString())
          .filter(name -> name.matches("e[1-9][0-9]{0,8}"))
          .forEach(name -> numbers.add(Long.parseLong(name.substring(1))));
    } catch (NoSuchFileException e) {
      return numbers;
    }
    return numbers;
  }
}
