package io.symlab.experiment.report;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartFile;
import io.symlab.experiment.report.page.Charts;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An evaluation as files: all of it as JSON, its tables as CSV, its curves with their bands as SVG
 * and PNG. What stands in a report's folder, for an evaluation by itself.
 */
public final class EvaluationFiles {
  private EvaluationFiles() {}

  /**
   * The files.
   *
   * @return contents by name; without PNG and PDF files where this machine's Java cannot draw text
   */
  public static Map<String, byte[]> of(EvaluationFile file) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(TrialFiles.EVALUATION, file.toBytes());
    files.put("rules.csv", utf8(CsvTables.rules(file)));
    files.put("evaluation.csv", utf8(CsvTables.evaluation(file)));
    add(files, Charts.evaluation(file));
    if (!file.baselines().isEmpty()) {
      add(files, Charts.sweeps(file));
    }
    return files;
  }

  private static void add(Map<String, byte[]> files, Chart chart) throws IOException {
    files.put(ChartFile.svg.name(chart), ChartFile.svg.draw(chart));
    try {
      files.put(ChartFile.png.name(chart), ChartFile.png.draw(chart));
      files.put(ChartFile.pdf.name(chart), ChartFile.pdf.draw(chart));
    } catch (RuntimeException | LinkageError | InternalError e) {
      files.remove(ChartFile.png.name(chart)); // no fonts here; the SVG holds the same plot
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
