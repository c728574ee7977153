package io.symlab.experiment.distill;

import io.symlab.experiment.Version;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Machine;
import io.symlab.symbolic.Evaluator;
import io.symlab.symbolic.regression.Search;
import java.io.IOException;
import java.util.List;

/** Writes what a run has come to into its folder: the state to go on from, and the front. */
final class Keeper {
  /** The checksums, perhaps still being made. */
  interface Stamps {
    List<DataStamp> get() throws IOException;
  }

  private final DistillFolder folder;
  private final DistillData data;
  private final DistillSettings settings;
  private final DistillLimits limits;
  private final Stamps stamps;
  private final String started;

  /**
   * @param started ISO 8601, when the run's first part began
   */
  Keeper(
      DistillFolder folder,
      DistillData data,
      DistillSettings settings,
      DistillLimits limits,
      Stamps stamps,
      String started) {
    this.folder = folder;
    this.data = data;
    this.settings = settings;
    this.limits = limits;
    this.stamps = stamps;
    this.started = started;
  }

  /** Writes all of it; what was there before stays until its successor is safe. */
  void save(Search search, FrontFile front) throws IOException {
    var head =
        new DistillState.Head(
            Version.text(), settings, limits, stamps.get(), search.seconds(), started);
    folder.write(DistillFolder.STATE, new DistillState(head, search.encode()).toBytes());
    var provenance =
        new DistilledFront.Provenance(
            Version.text(),
            settings.search().seed(),
            stamps.get(),
            Machine.here(),
            Evaluator.kernel(),
            started,
            Times.now(),
            search.seconds());
    folder.write(
        DistillFolder.FRONT_JSON, DistilledFront.of(front, data, settings, provenance).toBytes());
    folder.write(DistillFolder.FRONT_CSV, FrontCsv.of(front));
    folder.log(
        "saved in round "
            + search.round()
            + ", "
            + search.evaluations()
            + " evaluations"
            + (front.accuracy() < 0
                ? ""
                : ", best loss " + front.rows().get(front.accuracy()).loss()));
  }
}
