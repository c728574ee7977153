package io.symlab.model.optimizee;

import io.symlab.model.data.ExampleArrays;
import io.symlab.model.data.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a problem's data are read from, so that they can be taken to another machine: by
 * the names that they have in a folder there, from which the problem can be read again.
 */
public final class ProblemFiles {
  private static final String SCRIPT = "script";
  private static final String FOLDER = "arrays";
  private static final String FILE = "arrays.npz";

  private ProblemFiles() {}

  /**
   * Where they lie, by those names; none for problems that are drawn from the seed alone.
   *
   * @throws io.symlab.model.data.DataException when one is missing
   */
  public static Map<String, Path> of(OptimizeeSettings settings) {
    Map<String, Path> files = new TreeMap<>();
    if (settings.isOwn()) {
      files.put(SCRIPT, Path.of(settings.own().script()));
      Path arrays = Path.of(settings.own().arrays());
      boolean many = Files.isDirectory(arrays);
      for (Path file : ExampleArrays.files(arrays)) {
        files.put(many ? FOLDER + "/" + file.getFileName() : FILE, file);
      }
    } else if (settings.onImages()) {
      for (Path file : Images.files(settings.data())) {
        files.put(file.getFileName().toString(), file);
      }
    }
    return files;
  }

  /** The same problem, read from a folder that holds the files under those names. */
  public static OptimizeeSettings in(OptimizeeSettings settings, Path folder) {
    if (!settings.isOwn()) {
      return settings.withData(settings.data().at(folder.toString()));
    }
    Path file = folder.resolve(FILE);
    Path arrays = Files.exists(file) ? file : folder.resolve(FOLDER);
    return settings.withOwn(settings.own().at(folder.resolve(SCRIPT), arrays));
  }
}
