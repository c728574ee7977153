package io.symlab.experiment.recipe;

import io.symlab.experiment.exchange.Problems;
import io.symlab.model.data.DataException;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageSource;
import io.symlab.model.data.Images;
import io.symlab.model.data.UserFolder;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.optimizee.OwnTask;
import io.symlab.model.torch.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Looks for a recipe's files from a folder on, and opens them. */
record FilesCheck(Path base, Map<ImageSource, String> fallbacks) implements DataCheck {
  @Override
  public DataSettings found(
      ImageSource source, DataSettings data, Consumer<String> problem, Consumer<Images> read) {
    String named =
        data.directory().isBlank() ? fallbacks.getOrDefault(source, "") : data.directory();
    if (named.isBlank() && source.own()) {
      problem.accept("names no .npz file and no folder of .npy or IDX files; say which");
      return data;
    }
    if (named.isBlank()) {
      problem.accept(
          "names no folder of "
              + source.title()
              + "'s files; say which ('--set optimizee.data.directory=FOLDER'), or for all recipes"
              + " by symlab."
              + source.setting()
              + " in lab.conf in the lab's home, or "
              + source.variable()
              + " in the environment; the lab reads both when it starts");
      return data;
    }
    DataSettings found = data.in(absolute(named).toString());
    if (!data.download()) {
      try {
        read.accept(Images.load(found));
      } catch (DataException e) {
        problem.accept(e.getMessage());
      }
    }
    return found;
  }

  @Override
  public OwnTask found(
      OwnTask files,
      int batch,
      Consumer<String> arrays,
      IntConsumer half,
      Consumer<String> script) {
    OwnTask found = files.at(absolute(files.script()), absolute(files.arrays()));
    try {
      int examples = found.examples().get(0).examples();
      if (batch > examples / 2) {
        half.accept(examples / 2);
        return found;
      }
    } catch (DataException e) {
      arrays.accept(e.getMessage());
      return found;
    }
    try {
      Optimizees.torchScript(found, batch).close();
    } catch (DataException | TorchException | IllegalArgumentException e) {
      script.accept(e.getMessage());
    }
    return found;
  }

  @Override
  public OptimizeeSettings started(OptimizeeSettings optimizee, Consumer<String> problem) {
    OptimizeeSettings found = optimizee.withStart(absolute(optimizee.start()).toString());
    boolean toBeFetched = optimizee.onImages() && optimizee.data().download();
    if (toBeFetched && Files.isReadable(Path.of(found.start()))) {
      return found;
    }
    try {
      Problems.open(found).close();
    } catch (DataException | TorchException | IllegalArgumentException e) {
      problem.accept(e.getMessage());
    }
    return found;
  }

  private Path absolute(String named) {
    return base.toAbsolutePath().resolve(UserFolder.expand(named)).normalize();
  }
}
