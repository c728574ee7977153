package io.symlab.experiment.recipe;

import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageSource;
import io.symlab.model.data.Images;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.OwnTask;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Where a recipe's data lies, and whether it is there; asked when a recipe is read from a person,
 * not when a frozen one is.
 */
interface DataCheck {
  /**
   * The settings with an absolute directory.
   *
   * @param problem is told what is missing or damaged
   * @param read is told the images, once the files have been read
   */
  DataSettings found(
      ImageSource source, DataSettings data, Consumer<String> problem, Consumer<Images> read);

  /**
   * A user's own files with absolute paths.
   *
   * @param arrays is told what of the arrays is missing or damaged
   * @param half is told how many examples a half has, where a batch wants more
   * @param script is told why the module cannot be trained on them
   */
  default OwnTask found(
      OwnTask files,
      int batch,
      Consumer<String> arrays,
      IntConsumer half,
      Consumer<String> script) {
    return files;
  }

  /**
   * A problem that starts from stored weights, with an absolute path to them.
   *
   * @param problem is told what is missing, or whose weights they are not
   */
  default OptimizeeSettings started(OptimizeeSettings optimizee, Consumer<String> problem) {
    return optimizee;
  }

  /** Takes what a frozen recipe says. */
  static DataCheck none() {
    return (source, data, problem, read) -> data;
  }

  /**
   * Takes relative paths from a folder, and opens the files: what is missing, truncated or mixed up
   * is told before anything starts. Files that may be fetched are not waited for.
   *
   * @param fallbacks the directories when the recipe names none
   */
  static DataCheck from(Path base, Map<ImageSource, String> fallbacks) {
    return new FilesCheck(base, fallbacks);
  }
}
