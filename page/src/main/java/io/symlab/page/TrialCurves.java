package io.symlab.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.results.CurveFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The curves that a trial's stages have written so far, thinned to what a plot can show. */
final class TrialCurves {
  private static final Logger LOG = LoggerFactory.getLogger(TrialCurves.class);
  private static final int MOST_ROWS = 1000;

  private TrialCurves() {}

  /** By the file's name without its ending; those that are there. */
  static ObjectNode read(Path folder) {
    ObjectNode curves = JsonViews.object();
    for (String name : List.of(TrialFiles.META_LOSS, TrialFiles.TUNE_LOSS)) {
      Path file = folder.resolve(name);
      try {
        put(curves, name, CurveFile.ofBytes(Files.readAllBytes(file), file.toString()));
      } catch (NoSuchFileException | ResultFormatException e) {
        LOG.debug("no curve yet", e);
      } catch (IOException e) {
        LOG.warn("can't read {}", file, e);
      }
    }
    return curves;
  }

  private static void put(ObjectNode curves, String name, CurveFile curve) {
    ObjectNode node = curves.putObject(name.substring(0, name.lastIndexOf('.')));
    List<List<Double>> rows = thinned(curve);
    for (int column = 0; column < curve.columns().size(); column++) {
      ArrayNode readings = node.putArray(curve.columns().get(column));
      for (List<Double> row : rows) {
        double value = row.get(column);
        if (Double.isFinite(value)) {
          readings.add(value);
        } else {
          readings.addNull();
        }
      }
    }
  }

  /** Every n-th row, the last one, and those with a held-out loss, which is read now and then. */
  private static List<List<Double>> thinned(CurveFile curve) {
    List<List<Double>> rows = curve.rows();
    int stride = (rows.size() + MOST_ROWS - 1) / MOST_ROWS;
    int heldOut = curve.columns().indexOf("held-out");
    List<List<Double>> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean rare = stride > 1 && heldOut >= 0 && !rows.get(i).get(heldOut).isNaN();
      if (i % stride == 0 || i == rows.size() - 1 || rare) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }
}
