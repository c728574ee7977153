package io.symlab.actors.recipe;

import io.symlab.model.data.DataSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a recipe's data lies, and whether it is there; asked when a recipe is read from a person,
 * not when a frozen one is.
 */
interface DataCheck {
  /** What MNIST's files are called, with or without {@code .gz}. */
  List<String> MNIST_FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /** The settings with an absolute directory; anything missing goes to {@code problem}. */
  DataSettings mnist(DataSettings data, Consumer<String> problem);

  /** Takes what a frozen recipe says. */
  static DataCheck none() {
    return (data, problem) -> data;
  }

  /**
   * Takes relative paths from a folder.
   *
   * @param fallback the directory when the recipe names none; may be empty
   */
  static DataCheck from(Path base, String fallback) {
    return (data, problem) -> {
      String named = data.directory().isBlank() ? fallback : data.directory();
      if (named.isBlank()) {
        problem.accept(
            "names no folder of MNIST's files; say which, or set data.mnist in application.conf or"
                + " SYMLAB_MNIST in the environment");
        return data;
      }
      Path folder = absolute(base, named);
      if (!data.download()) {
        missing(folder).ifPresent(problem);
      }
      return new DataSettings(
          data.kind(), folder.toString(), data.download(), data.images(), data.seed());
    };
  }

  private static Path absolute(Path base, String named) {
    String expanded =
        named.equals("~") || named.startsWith("~/")
            ? System.getProperty("user.home") + named.substring(1)
            : named;
    return base.toAbsolutePath().resolve(expanded).normalize();
  }

  private static java.util.Optional<String> missing(Path folder) {
    if (!Files.isDirectory(folder)) {
      return java.util.Optional.of("there is no folder " + folder);
    }
    List<String> missing = new ArrayList<>();
    for (String file : MNIST_FILES) {
      if (!Files.isReadable(folder.resolve(file))
          && !Files.isReadable(folder.resolve(file + ".gz"))) {
        missing.add(file);
      }
    }
    return missing.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            folder + " lacks " + String.join(", ", missing) + " (each may end in .gz)");
  }
}
