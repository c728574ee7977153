package io.symlab.model.optimizee;

import io.symlab.model.data.ExampleArrays;
import io.symlab.model.data.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a problem's data are read from, so that they can be taken to another machine: by
 * the names that they have in a folder there, from which the problem can be read again. Those of
 * problems beside it lie in folders of their own.
 */
public final class ProblemFiles {
  private static final String SCRIPT = "script";
  private static final String FOLDER = "arrays";
  private static final String FILE = "arrays.npz";
  private static final String START = "start.safetensors";

  private ProblemFiles() {}

  /**
   * Where they lie, by those names; none for problems that are drawn from the seed alone.
   *
   * @throws io.symlab.model.data.DataException when one is missing
   */
  public static Map<String, Path> of(OptimizeeSettings settings) {
    Map<String, Path> files = new TreeMap<>();
    List<OptimizeeSettings> parts = settings.parts();
    for (int i = 0; i < parts.size(); i++) {
      String before = place(i);
      alone(parts.get(i)).forEach((name, file) -> files.put(before + name, file));
    }
    return files;
  }

  private static Map<String, Path> alone(OptimizeeSettings settings) {
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
    if (!settings.start().isEmpty()) {
      files.put(START, Path.of(settings.start()));
    }
    return files;
  }

  /** The folder of a part, from the one of all on. */
  private static String place(int part) {
    return part == 0 ? "" : "beside" + part + "/";
  }

  /** The same problem, read from a folder that holds the files under those names. */
  public static OptimizeeSettings in(OptimizeeSettings settings, Path folder) {
    List<OptimizeeSettings> there = new ArrayList<>();
    for (OptimizeeSettings part : settings.parts()) {
      there.add(alone(part, folder.resolve(place(there.size()))));
    }
    return settings.ofParts(there);
  }

  private static OptimizeeSettings alone(OptimizeeSettings settings, Path folder) {
    OptimizeeSettings there =
        settings.start().isEmpty()
            ? settings
            : settings.withStart(folder.resolve(START).toString());
    if (!settings.isOwn()) {
      return there.withData(settings.data().at(folder.toString()));
    }
    Path file = folder.resolve(FILE);
    Path arrays = Files.exists(file) ? file : folder.resolve(FOLDER);
    return there.withOwn(settings.own().at(folder.resolve(SCRIPT), arrays));
  }
}
