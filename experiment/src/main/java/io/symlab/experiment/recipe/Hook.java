package io.symlab.experiment.recipe;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command of {@code hooks.on-end}, its program found before anything starts. */
final class Hook {
  private static final String KEY = "hooks.on-end";

  private Hook() {}

  /** The command, its program absolute; empty where none is given or it is wrong. */
  static List<String> read(RecipeValues values, Path directory) {
    List<String> words = values.texts(KEY, RecipeValues.LONGEST, 100);
    if (words.isEmpty() || !values.sound(KEY)) {
      return List.of();
    }
    Optional<Path> program = find(words.get(0), directory);
    if (program.isEmpty()) {
      values.problem(
          KEY,
          "there is no program "
              + words.get(0)
              + (words.get(0).contains("/") ? "" : " on the path")
              + " that may be run; write program and arguments as a list: [\"./tell.sh\", \"me\"]");
      return List.of();
    }
    List<String> command = new ArrayList<>(words);
    command.set(0, program.get().toString());
    return command;
  }

  private static Optional<Path> find(String name, Path directory) {
    try {
      if (name.contains("/")) {
        return Optional.of(directory.toAbsolutePath().resolve(name).normalize()).filter(Hook::runs);
      }
      String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
      for (String folder : path.split(File.pathSeparator)) {
        Path file = Path.of(folder).resolve(name);
        if (file.isAbsolute() && runs(file)) {
          return Optional.of(file);
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean runs(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
