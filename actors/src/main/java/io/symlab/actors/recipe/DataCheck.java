package io.symlab.actors.recipe;

import io.symlab.model.data.DataException;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.Images;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where a recipe's data lies, and whether it is there; asked when a recipe is read from a person,
 * not when a frozen one is.
 */
interface DataCheck {
  /** The settings with an absolute directory; anything missing goes to {@code problem}. */
  DataSettings mnist(DataSettings data, Consumer<String> problem);

  /** Takes what a frozen recipe says. */
  static DataCheck none() {
    return (data, problem) -> data;
  }

  /**
   * Takes relative paths from a folder, and opens the files: what is missing, truncated or mixed up
   * is told before anything starts. Files that may be fetched are not waited for.
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
      var found =
          new DataSettings(
              data.kind(),
              absolute(base, named).toString(),
              data.download(),
              data.images(),
              data.seed());
      if (!data.download()) {
        try {
          Images.load(found);
        } catch (DataException e) {
          problem.accept(e.getMessage());
        }
      }
      return found;
    };
  }

  private static Path absolute(Path base, String named) {
    String expanded =
        named.equals("~") || named.startsWith("~/")
            ? System.getProperty("user.home") + named.substring(1)
            : named;
    return base.toAbsolutePath().resolve(expanded).normalize();
  }
}
