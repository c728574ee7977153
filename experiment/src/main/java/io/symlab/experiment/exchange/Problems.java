package io.symlab.experiment.exchange;

import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.optimizee.StartedAt;
import io.symlab.model.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the problems of recipes, from stored weights where a recipe names such. */
public final class Problems {
  private Problems() {}

  /** A recipe's problem on the processor; whoever opens it closes it. */
  public static Optimizee open(OptimizeeSettings settings) {
    return open(settings, TorchDevice.CPU);
  }

  /**
   * A recipe's problem.
   *
   * @param device of what is a network
   * @throws DataException when its data or weights cannot be had, or are another problem's
   */
  public static Optimizee open(OptimizeeSettings settings, TorchDevice device) {
    Optimizee optimizee = Optimizees.open(settings, device);
    if (settings.start().isEmpty()) {
      return optimizee;
    }
    try {
      return startedAt(optimizee, Path.of(settings.start()));
    } catch (IOException | ExchangeException e) {
      optimizee.close();
      String why = e instanceof IOException io ? DataException.reason(io) : e.getMessage();
      throw new DataException("optimizee.start = " + settings.start() + ": " + why, e);
    }
  }

  /**
   * A problem from stored weights on.
   *
   * @param optimizee taken over when they fit
   * @param weights a file that {@link WeightsFile#read} reads
   * @throws ExchangeException when they are another problem's
   */
  public static Optimizee startedAt(Optimizee optimizee, Path weights) throws IOException {
    return new StartedAt(optimizee, WeightsFile.read(optimizee, Files.readAllBytes(weights)));
  }

  /** The same as meta-training sees it: with the problems of its mixture. */
  public static Optimizee mixed(OptimizeeSettings settings, TorchDevice device) {
    return Optimizees.mixed(open(settings, device), settings, device);
  }
}
