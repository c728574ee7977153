package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.experiment.results.Machine;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.regression.RegressionSettings;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes a run ready, a new one or one to go on with; all that can be wrong is found out here. */
public final class DistillStart {
  private DistillStart() {}

  /**
   * Reads the data and makes ready; nothing is written before everything has been judged.
   *
   * @param out the folder to make; null: one beside the caller that is named for the data
   * @throws LabException when what is asked for cannot be
   * @throws IOException when the data cannot be read, or the folder not be made
   */
  public static DistillRun begin(Path file, SettingsBuilder asked, Path out)
      throws LabException, IOException {
    return begin(file, asked, out, "", null);
  }

  /**
   * The same.
   *
   * @param suffix of the folder's name, where it is named for the data
   * @param from the folder of a search whose formulas this one begins with; null: with none
   */
  public static DistillRun begin(
      Path file, SettingsBuilder asked, Path out, String suffix, Path from)
      throws LabException, IOException {
    DistillSettings settings = asked.settings();
    DistillLimits limits = asked.limits();
    limits.check();
    check(settings);
    SymbolicRegression regression = judged(asked::regression);
    DistillData data = read(file, settings);
    Search search =
        from == null
            ? judged(() -> regression.begin(data.rows()))
            : WarmStart.begin(from, regression, data);
    DistillFolder folder = DistillFolder.create(out, file, suffix, Path.of(""));
    var writer =
        new DistillWriter(
            folder,
            data,
            settings,
            limits,
            BackgroundStamps.of(file, data, settings)::get,
            Times.now());
    var run = new DistillRun(folder, data, limits, search, writer, settings.choose(), from != null);
    folder.log("begins: " + words(data, settings));
    return run;
  }

  private static void check(DistillSettings settings) throws LabException {
    try {
      FrontChoice.parse(settings.choose());
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, "--choose: " + e.getMessage(), e);
    }
  }

  /** What cannot be is told in the words of whoever asked for it. */
  static <T> T judged(Supplier<T> made) throws LabException {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
  }

  /** What a run was asked for that can be gone on with. */
  public record Saved(Path data, DistillSettings settings, DistillLimits limits) {}

  /**
   * Looks at what a folder's run was asked for.
   *
   * @param option that names the folder
   */
  public static Saved saved(String option, Path folder) throws LabException, IOException {
    DistillState.Head head = DistillFolder.readState(option, folder).head();
    return new Saved(Path.of(head.data().get(0).file()), head.settings(), head.limits());
  }

  /**
   * Goes on from where a folder's run was saved last.
   *
   * @param file the same data as before, wherever it lies now
   * @param asked the same as before, but for the choice; limits may be wider
   * @throws LabException when data or settings are others, or the state is damaged
   */
  public static DistillRun resume(Path path, Path file, SettingsBuilder asked)
      throws LabException, IOException {
    DistillSettings settings = asked.settings();
    DistillLimits limits = asked.limits();
    limits.check();
    check(settings);
    DistillFolder folder = DistillFolder.reopen(path);
    try {
      DistillState state = DistillFolder.readState("--resume", path);
      Resuming.checkSettings(state.head().settings(), settings);
      List<DataStamp> before = state.head().data();
      List<DataStamp> found = null;
      if (DataStamp.areRepeatable(file, settings)) { // said before a damaged file stops the reader
        found = DataStamp.all(file, settings, Map.of());
        Resuming.checkData(before, found);
      }
      DistillData data = read(file, settings);
      List<DataStamp> stamps = found == null ? DataStamp.all(file, settings, data.seen()) : found;
      Resuming.checkData(before, stamps);
      Search search =
          asked.regression().begin(data.rows(), state.islands(), state.head().seconds());
      var writer =
          new DistillWriter(folder, data, settings, limits, () -> stamps, state.head().started());
      var run = new DistillRun(folder, data, limits, search, writer, settings.choose(), false);
      folder.log("goes on from round " + search.round() + ": " + words(data, settings));
      if (!state.head().version().equals(Version.text())) {
        folder.log("it was begun by version " + state.head().version() + ": the result may differ");
      }
      return run;
    } catch (IllegalArgumentException e) {
      folder.close();
      throw new LabException(LabException.BAD_INPUT, "--resume " + path + ": " + e.getMessage(), e);
    } catch (IOException | LabException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static DistillData read(Path file, DistillSettings settings)
      throws LabException, IOException {
    try {
      return DistillData.read(file, settings);
    } catch (IllegalArgumentException e) { // such as weights of 0 in a part of the rows
      throw new LabException(LabException.BAD_INPUT, file + ": " + e.getMessage(), e);
    }
  }

  /**
   * All settings are in the front's file; printing the records here would cost a short run 0.1 s.
   */
  private static String words(DistillData data, DistillSettings settings) {
    Machine machine = Machine.here();
    RegressionSettings search = settings.search();
    return data.dataset().file()
        + ", "
        + data.rows().train().rows()
        + " + "
        + (data.rows().validation() == null ? 0 : data.rows().validation().rows())
        + " rows, "
        + data.rows().train().features()
        + " features; Symlab "
        + Version.text()
        + " on "
        + machine.system()
        + ", "
        + machine.processor()
        + ", "
        + machine.cores()
        + " cores, Java "
        + machine.java()
        + ", "
        + Evaluator.kernel()
        + "; "
        + operators(search)
        + ", loss "
        + search.loss()
        + ", up to "
        + search.maxComplexity()
        + " nodes, "
        + search.islands()
        + " islands of "
        + search.population()
        + ", seed "
        + search.seed();
  }

  private static String operators(RegressionSettings search) {
    return search.operators().isEmpty()
        ? "the default operators"
        : "operators " + String.join(",", search.operators());
  }
}
