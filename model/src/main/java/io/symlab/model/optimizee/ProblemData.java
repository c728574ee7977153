package io.symlab.model.optimizee;

import io.symlab.model.data.DataException;
import io.symlab.model.data.Images;
import io.symlab.symbolic.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The data that a problem is made of, as they are now.
 *
 * @param description what they are, in one line
 * @param checksum SHA-256, in hex; of several things, of their sums
 * @param place where they lie, to be named when they have changed
 */
public record ProblemData(String description, String checksum, String place) {
  /**
   * Reads them, those of the problems beside it and the weights that it starts from included.
   *
   * @return empty for problems that are drawn from the seed alone
   * @throws DataException when they cannot be had
   */
  public static Optional<ProblemData> of(OptimizeeSettings settings) {
    List<ProblemData> all = new ArrayList<>();
    for (OptimizeeSettings part : settings.parts()) {
      alone(part).ifPresent(all::add);
      if (!part.start().isEmpty()) {
        all.add(weights(Path.of(part.start())));
      }
    }
    return all.size() < 2 ? all.stream().findFirst() : Optional.of(together(all));
  }

  private static Optional<ProblemData> alone(OptimizeeSettings settings) {
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

  private static ProblemData weights(Path file) {
    try {
      String sum = Sha256.of(Files.readAllBytes(file));
      return new ProblemData("weights of " + file, sum, file.toString());
    } catch (IOException e) {
      String why = DataException.reason(e);
      throw new DataException("optimizee.start = " + file + " can't be read: " + why, e);
    }
  }

  private static ProblemData together(List<ProblemData> all) {
    String sums = all.stream().map(ProblemData::checksum).collect(Collectors.joining());
    return new ProblemData(
        joined(all, ProblemData::description),
        Sha256.of(sums.getBytes(StandardCharsets.US_ASCII)),
        joined(all, ProblemData::place));
  }

  private static String joined(List<ProblemData> all, Function<ProblemData, String> word) {
    return all.stream()
        .map(word)
        .filter(text -> !text.isBlank())
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
