package io.symlab.actors.report;

import java.nio.file.Path;

/** Writes a finished trial's report. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes {@code report/} in a trial's folder from the result files that lie there.
   *
   * @return the page, {@code report/report.html}
   */
  public static Path write(Path trialFolder) {
    return trialFolder.resolve(io.symlab.actors.results.TrialFiles.REPORT);
  }
}
