package io.symlab.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trials that have ended had reached, read from what they left: for the plot of a sweep. Small
 * files only, each read once.
 */
final class EndedFigures {
  private static final Logger LOG = LoggerFactory.getLogger(EndedFigures.class);
  private static final String HELD_OUT = "held-out";
  private static final int REMEMBERED = 20_000;

  private final Map<Path, ObjectNode> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, ObjectNode> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * By name, as running stages report them.
   *
   * @param folder of a trial that has ended
   */
  ObjectNode of(Path folder) {
    return known.computeIfAbsent(folder, EndedFigures::read);
  }

  private static ObjectNode read(Path folder) {
    ObjectNode figures = JsonViews.object();
    try {
      Path curve = folder.resolve(TrialFiles.META_LOSS);
      last(figures, CurveFile.ofBytes(Files.readAllBytes(curve), curve.toString()));
      Path front = folder.resolve(TrialFiles.FRONT);
      best(figures, FrontFile.ofBytes(Files.readAllBytes(front), front.toString()));
    } catch (NoSuchFileException | ResultFormatException e) {
      LOG.debug("it did not get so far", e);
    } catch (IOException e) {
      LOG.warn("can't read what is in {}", folder, e);
    }
    return figures;
  }

  /** The newest of each column; and the best held-out loss, by the name that stages report it. */
  private static void last(ObjectNode figures, CurveFile curve) {
    for (String name : curve.columns().subList(1, curve.columns().size())) {
      for (double value : curve.column(name)) {
        if (!Double.isNaN(value)) {
          JsonViews.number(figures, name, value);
        }
      }
    }
    if (curve.columns().contains(HELD_OUT)) {
      Arrays.stream(curve.column(HELD_OUT))
          .filter(value -> !Double.isNaN(value))
          .min()
          .ifPresent(best -> JsonViews.number(figures, "best", best));
    }
  }

  private static void best(ObjectNode figures, FrontFile front) {
    if (!front.rows().isEmpty()) {
      ScoredFront.Row row = front.front().accuracy();
      JsonViews.number(figures, "loss", row.loss());
      JsonViews.number(figures, "r2-train", row.r2Train());
      row.r2Validation().ifPresent(r2 -> JsonViews.number(figures, "r2-validation", r2));
    }
  }
}
