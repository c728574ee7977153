package io.symlab.model.optimizee;

import io.symlab.model.data.Images;
import java.util.Optional;

/**
 * The data that a problem is made of, as they are now.
 *
 * @param description what they are, in one line
 * @param checksum SHA-256, in hex
 * @param place where they lie, to be named when they have changed
 */
public record ProblemData(String description, String checksum, String place) {
  /**
   * Reads them.
   *
   * @return empty for problems that are drawn from the seed alone
   * @throws io.symlab.model.data.DataException when they cannot be had
   */
  public static Optional<ProblemData> of(OptimizeeSettings settings) {
    if (settings.isOwn()) {
      OwnTask own = settings.own();
      String place = own.script() + " and " + own.arrays();
      return Optional.of(new ProblemData(own.description(), own.checksum(), place));
    }
    if (!settings.onImages()) {
      return Optional.empty();
    }
    Images images = Images.load(settings.data());
    return Optional.of(
        new ProblemData(images.description(), images.checksum(), settings.data().directory()));
  }
}
