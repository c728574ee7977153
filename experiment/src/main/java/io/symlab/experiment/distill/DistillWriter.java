package io.symlab.experiment.distill;

import io.symlab.experiment.Version;
import io.symlab.experiment.report.page.TablePage;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Machine;
import io.symlab.experiment.results.PlotsFile;
import io.symlab.experiment.results.ResultJson;
import io.symlab.symbolic.export.FrontCsv;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.regression.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes what a run has come to into its folder: the state to go on from, and the front. */
final class DistillWriter {
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
  private FrontFile written;

  /**
   * @param started ISO 8601, when the run's first part began
   */
  DistillWriter(
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
            Version.text(), settings, limits, stamps.get(), search.seconds(), started, centres());
    folder.write(DistillFolder.STATE, new DistillState(head, search.encode()).toBytes());
    var provenance =
        new Provenance(
            Version.text(),
            settings.search().seed(),
            stamps.get(),
            Machine.here(),
            Evaluator.kernel(),
            started,
            Times.now(),
            search.seconds());
    written =
        front.with(
            new FrontFile.OfTable(
                data.dataset().layout(), ResultJson.flat(settings), ResultJson.flat(provenance)));
    folder.write(DistillFolder.FRONT_JSON, written.toBytes());
    FormulaNames names = front.names();
    String csv = FrontCsv.of(front.front(), names.columns(), names.signals());
    folder.write(DistillFolder.FRONT_CSV, csv.getBytes(StandardCharsets.UTF_8));
    folder.log(
        "saved in round "
            + search.round()
            + ", "
            + search.evaluations()
            + " evaluations"
            + (front.rows().isEmpty() ? "" : ", best loss " + front.front().accuracy().loss()));
  }

  private List<Double> centres() {
    List<Double> centres = new ArrayList<>(data.rows().centres().columns());
    centres.add(data.rows().centres().target());
    return centres;
  }

  /**
   * Leaves the page, and what its pictures are drawn from; after {@link #save}.
   *
   * @param warnings worth telling of the chosen formula
   */
  void page(Search search, FrontFile front, List<PlotsFile.Step> progress, List<String> warnings)
      throws IOException {
    var pictures = new Pictures(search.data(), front.chosenRow().expression());
    var plots = new PlotsFile(pictures.points(), pictures.responses(), progress);
    folder.write(PlotsFile.NAME, plots.toBytes());
    List<String> notes = new ArrayList<>(data.notes());
    notes.addAll(warnings);
    String page = new TablePage(data.dataset().file().toString(), written, plots).html(notes);
    folder.write(DistillFolder.PAGE, page.getBytes(StandardCharsets.UTF_8));
  }
}
