package io.symlab.experiment.report;

import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.ProvenanceFile;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One figure of each trial of an experiment, made of the files that its trials leave. */
public final class TrialFigures {
  /** The held-out loss of meta-training at its newest evaluation, which needs no report. */
  private static final String HELD_OUT = "held-out";

  /** The lowest of them so far. */
  private static final String BEST = "best";

  private static final Map<String, String> PATHS =
      Map.of(
          "learned", "last10/learned",
          "distilled", "last10/distilled",
          "tuned", "last10/tuned",
          "adam", "last10/adam",
          "r2", "formula/r2-test",
          "nodes", "formula/complexity");

  private TrialFigures() {}

  /**
   * A trial's.
   *
   * @param label the sweep's keys and values
   */
  public record Ranked(int trial, String label, double value) {}

  /**
   * Those that have it, the best first; of equals the first.
   *
   * @param experiment its folder
   * @param key {@code best}, {@code held-out}, a short name, or a path in the reports' summaries
   * @param highest whether the highest is best; of {@code r2} it always is
   */
  public static List<Ranked> ranked(Path experiment, String key, boolean highest)
      throws IOException {
    List<Ranked> ranked =
        key.equals(BEST) || key.equals(HELD_OUT)
            ? heldOut(experiment, key.equals(BEST))
            : reported(experiment, PATHS.getOrDefault(key, key));
    Comparator<Ranked> order = Comparator.comparingDouble(Ranked::value);
    if (highest || key.equals("r2")) {
      order = order.reversed();
    }
    return ranked.stream()
        .filter(one -> !Double.isNaN(one.value()))
        .sorted(order.thenComparingInt(Ranked::trial))
        .toList();
  }

  private static List<Ranked> reported(Path experiment, String path) throws IOException {
    return TrialSummaries.read(experiment).trials().stream()
        .map(
            trial ->
                new Ranked(
                    trial.number(), trial.summary().path("label").asText(""), trial.figure(path)))
        .toList();
  }

  private static List<Ranked> heldOut(Path experiment, boolean best) throws IOException {
    List<Path> folders;
    try (Stream<Path> inside = Files.list(experiment)) {
      folders = inside.filter(f -> f.getFileName().toString().matches("[0-9]{1,9}")).toList();
    }
    List<Ranked> ranked = new ArrayList<>();
    for (Path folder : folders) {
      Path curve = folder.resolve(TrialFiles.META_LOSS);
      if (Files.exists(curve)) {
        int trial = Integer.parseInt(folder.getFileName().toString());
        ranked.add(new Ranked(trial, label(folder), heldOutLoss(curve, best)));
      }
    }
    return ranked;
  }

  /** NaN where nothing was measured yet. */
  private static double heldOutLoss(Path curve, boolean best) throws IOException {
    CurveFile file = CurveFile.ofBytes(Files.readAllBytes(curve), curve.toString());
    if (!file.columns().contains(HELD_OUT)) {
      return Double.NaN;
    }
    return Arrays.stream(file.column(HELD_OUT))
        .filter(value -> !Double.isNaN(value))
        .reduce(best ? Math::min : (earlier, later) -> later)
        .orElse(Double.NaN);
  }

  private static String label(Path folder) throws IOException {
    Path file = folder.resolve(TrialFiles.PROVENANCE);
    return Files.exists(file)
        ? ProvenanceFile.ofBytes(Files.readAllBytes(file), file.toString()).label()
        : "";
  }
}
