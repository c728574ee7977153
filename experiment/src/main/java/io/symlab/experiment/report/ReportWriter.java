package io.symlab.experiment.report;

import io.symlab.experiment.files.AtomicFiles;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartFile;
import io.symlab.experiment.report.page.KeyResults;
import io.symlab.experiment.report.page.ReportPage;
import io.symlab.experiment.report.page.TrialRecord;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.symbolic.export.FrontCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a finished trial's report: one page that opens anywhere, and its plots and tables as files
 * beside it. Plots are SVG: drawing pixels would take a quick trial as long as all the rest of it,
 * and {@code lab plot} does it for the few that are wanted. It only reads what stages have left, so
 * it can be written again at any time.
 */
public final class ReportWriter {
  private final Path folder;
  private final TrialRecord record;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private ReportWriter(Path folder, TrialRecord record) {
    this.folder = folder;
    this.record = record;
  }

  /**
   * Writes {@code report/} in a trial's folder from the result files that lie there; the page comes
   * last, so that where it is, everything is.
   *
   * @return the page, {@code report/report.html}
   * @throws java.nio.file.NoSuchFileException when the recipe or the evaluation is missing
   * @throws io.symlab.experiment.results.ResultFormatException when a result file is damaged
   */
  public static Path write(Path trialFolder) throws IOException {
    byte[] page = writeAllButPage(trialFolder);
    Path target = trialFolder.resolve(TrialFiles.REPORT);
    AtomicFiles.write(target, page);
    return target;
  }

  /**
   * The same for whoever keeps the page's file by himself.
   *
   * @return the page's content
   */
  public static byte[] writeAllButPage(Path trialFolder) throws IOException {
    return new ReportWriter(trialFolder, TrialRecord.read(trialFolder)).write();
  }

  private byte[] write() throws IOException {
    text("report.json", SummaryJson.write(record, new KeyResults(record)));
    text("rules.csv", CsvTables.rules(record.evaluation()));
    text("evaluation.csv", CsvTables.evaluation(record.evaluation()));
    text("bands.csv", CsvTables.bands(record.evaluation()));
    record.front().ifPresent(front -> text("front.csv", csv(front)));
    record.metrics().ifPresent(this::measures);
    var page = new ReportPage(record);
    String html = page.html(List.copyOf(files.keySet()));
    for (Chart chart : page.charts()) {
      files.put(ChartFile.svg.name(chart), ChartFile.svg.draw(chart));
    }
    Path target = folder.resolve(TrialFiles.REPORT).getParent();
    Files.createDirectories(target);
    for (var file : files.entrySet()) {
      Path named = target.resolve(file.getKey());
      if (!AtomicFiles.link(folder.resolve(file.getKey()), named, file.getValue())) {
        AtomicFiles.write(named, file.getValue());
      }
    }
    return html.getBytes(StandardCharsets.UTF_8);
  }

  private static String csv(FrontFile front) {
    return FrontCsv.of(front.front(), front.names().columns(), front.names().signals());
  }

  private void measures(MetricsFile metrics) {
    text("input-maps.csv", CsvTables.maps(metrics));
    text("trajectories.csv", CsvTables.trajectories(metrics));
    text("sensitivities.csv", CsvTables.sensitivities(metrics));
    files.put(TrialFiles.METRICS, metrics.toBytes());
  }

  private void text(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }
}
