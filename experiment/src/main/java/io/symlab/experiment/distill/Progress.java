package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.PlotsFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a search goes, a step for each look at its front; older steps are thinned out. */
final class Progress {
  private static final int MOST = 400;

  private final List<PlotsFile.Step> steps = new ArrayList<>();

  /** What an earlier part of the run has left, as far as it is gone on from; else nothing. */
  static Progress of(Path folder, int round) {
    var progress = new Progress();
    Path file = folder.resolve(PlotsFile.NAME);
    if (round > 0 && Files.exists(file)) {
      try {
        PlotsFile.ofBytes(Files.readAllBytes(file), file.toString()).progress().stream()
            .filter(step -> step.round() <= round)
            .forEach(progress.steps::add);
      } catch (IOException | ResultFormatException e) {
        // It is a picture's: the search goes on without it, and the picture begins here.
        progress.steps.clear();
      }
    }
    return progress;
  }

  void add(double seconds, FrontFile front) {
    if (front.rows().isEmpty()) {
      return;
    }
    double loss = Double.POSITIVE_INFINITY;
    double validated = Double.POSITIVE_INFINITY;
    for (ScoredFront.Row row : front.rows()) {
      loss = Math.min(loss, row.loss());
      validated = Math.min(validated, row.validated());
    }
    steps.add(
        new PlotsFile.Step(
            seconds,
            (int) front.rounds(),
            front.evaluations(),
            front.chosenRow().complexity(),
            loss,
            validated));
    if (steps.size() > MOST) {
      for (int i = MOST - 1; i > 0; i -= 2) {
        steps.remove(i);
      }
    }
  }

  List<PlotsFile.Step> steps() {
    return List.copyOf(steps);
  }
}
