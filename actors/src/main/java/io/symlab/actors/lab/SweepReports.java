package io.symlab.actors.lab;

import io.symlab.experiment.report.SweepReport;
import io.symlab.experiment.report.page.SweepRecord;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.RungReached;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The report of a sweep, made of what clients are shown of it and of what its trials left. */
public final class SweepReports {
  private SweepReports() {}

  /** Whether an experiment has trials to compare. */
  public static boolean isSweep(ExperimentView view) {
    return view.getTrialsCount() > 1;
  }

  /**
   * Writes it anew.
   *
   * @return the page
   */
  public static Path write(ExperimentView view) throws IOException {
    Path folder = Path.of(view.getDirectory());
    List<SweepRecord.Outcome> outcomes =
        view.getTrialsList().stream().map(SweepReports::outcome).toList();
    var sweep =
        SweepRecord.read(
            folder,
            view.getId(),
            view.getName(),
            view.getState(),
            SweepPlans.of(view.getSweep()),
            outcomes);
    return SweepReport.write(folder, sweep);
  }

  private static SweepRecord.Outcome outcome(TrialView trial) {
    return new SweepRecord.Outcome(
        trial.getIndex(),
        trial.getLabel(),
        trial.getState(),
        trial.getFailureCause(),
        trial.getRungsList().stream().map(RungReached::getValue).toList());
  }
}
