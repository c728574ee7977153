package io.symlab.actors.distill;

import io.symlab.actors.LabException;
import io.symlab.actors.Version;
import io.symlab.actors.results.FrontFile;
import io.symlab.actors.results.Machine;
import io.symlab.symbolic.Elites;
import io.symlab.symbolic.Front;
import io.symlab.symbolic.FrontTable;
import io.symlab.symbolic.Island;
import io.symlab.symbolic.LocalArchipelago;
import io.symlab.symbolic.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A symbolic regression from data to a folder with its front: evolves the islands leg by leg, looks
 * at the front, saves now and then, and ends at a limit or when it is told to. What it has found by
 * a round does not depend on threads, limits, displays, saves or interruptions.
 */
public final class DistillRun implements AutoCloseable {
  /** Why a run ended. */
  public enum End {
    /** Its seconds were over. */
    TIME,
    /** Its rounds were over. */
    ROUNDS,
    /** The loss was small enough. */
    LOSS,
    /** It was told to. */
    STOPPED
  }

  private static final double SHOWING_SECONDS = 0.2;
  private static final double LEG_SECONDS = 0.25;

  /** Scoring a front takes at most one part in so many of the run's time. */
  private static final int RESTRAINT = 20;

  private final DistillFolder folder;
  private final DistillData data;
  private final DistillSettings settings;
  private final DistillLimits limits;
  private final SearchSettings search;
  private final LocalArchipelago islands;
  private final Stamps stamps;
  private final String started;
  private final double secondsBefore;
  private final long evaluationsBefore;
  private final long nodeRowsBefore;
  private long begun;
  private FrontFile front;
  private double nextFront;
  private double nextShow;
  private double nextSave;

  /** The checksums, perhaps still being made. */
  private interface Stamps {
    List<DataStamp> get() throws IOException;
  }

  private DistillRun(
      DistillFolder folder,
      DistillData data,
      DistillSettings settings,
      DistillLimits limits,
      SearchSettings search,
      LocalArchipelago islands,
      Stamps stamps,
      String started,
      double secondsBefore) {
    this.folder = folder;
    this.data = data;
    this.settings = settings;
    this.limits = limits;
    this.search = search;
    this.islands = islands;
    this.stamps = stamps;
    this.started = started;
    this.secondsBefore = secondsBefore;
    evaluationsBefore = islands.evaluations();
    nodeRowsBefore = islands.nodeRows();
  }

  /**
   * Reads the data and makes ready; nothing is written before everything has been judged.
   *
   * @param out the folder to make; null: one beside the caller that is named for the data
   * @throws LabException when what is asked for cannot be
   * @throws IOException when the data cannot be read, or the folder not be made
   */
  public static DistillRun begin(
      Path file, DistillSettings settings, DistillLimits limits, Path out)
      throws LabException, IOException {
    SearchPlan.check(settings);
    SearchPlan.check(limits);
    DistillData data = DistillData.read(file, settings);
    SearchSettings search = search(settings, data);
    LocalArchipelago islands = LocalArchipelago.create(search, data.search());
    DistillFolder folder = DistillFolder.create(out, file, Path.of(""));
    var run =
        new DistillRun(
            folder,
            data,
            settings,
            limits,
            search,
            islands,
            BackgroundStamps.of(file, settings)::get,
            now(),
            0);
    folder.log("begins: " + run.words());
    return run;
  }

  /** What a run was asked for that can be gone on with. */
  public record Saved(Path data, DistillSettings settings, DistillLimits limits) {}

  /** Looks at what a folder's run was asked for. */
  public static Saved saved(Path folder) throws LabException, IOException {
    DistillState.Head head = DistillFolder.readState(folder).head();
    return new Saved(Path.of(head.data().get(0).file()), head.settings(), head.limits());
  }

  /**
   * Goes on from where a folder's run was saved last.
   *
   * @param file the same data as before, wherever it lies now
   * @param settings the same as before, but for the choice
   * @param limits may be wider
   * @throws LabException when data or settings are others, or the state is damaged
   */
  public static DistillRun resume(
      Path path, Path file, DistillSettings settings, DistillLimits limits)
      throws LabException, IOException {
    SearchPlan.check(limits);
    DistillFolder folder = DistillFolder.reopen(path);
    try {
      DistillState state = DistillFolder.readState(path);
      Resuming.checkSettings(state.head().settings(), settings);
      List<DataStamp> stamps = DataStamp.all(file, settings);
      Resuming.checkData(state.head().data(), stamps);
      DistillData data = DistillData.read(file, settings);
      SearchSettings search = search(settings, data);
      LocalArchipelago islands = LocalArchipelago.decode(search, data.search(), state.islands());
      var run =
          new DistillRun(
              folder,
              data,
              settings,
              limits,
              search,
              islands,
              () -> stamps,
              state.head().started(),
              state.head().seconds());
      folder.log("goes on from round " + islands.round() + ": " + run.words());
      if (!state.head().version().equals(Version.text())) {
        folder.log("it was begun by version " + state.head().version() + ": the result may differ");
      }
      return run;
    } catch (IllegalArgumentException e) {
      folder.close();
      throw new LabException(2, "--resume " + path + ": " + e.getMessage(), e);
    } catch (IOException | LabException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static SearchSettings search(DistillSettings settings, DistillData data)
      throws LabException {
    return SearchPlan.of(settings, data.dataset().names(), data.dataset().signals());
  }

  private String words() {
    return data.dataset().file()
        + ", "
        + data.train().rows()
        + " + "
        + data.validation().rows()
        + " rows, "
        + data.train().features()
        + " features; Symlab "
        + Version.text()
        + " on "
        + Machine.here()
        + "; "
        + settings;
  }

  /** Where it writes to. */
  public Path folder() {
    return folder.path();
  }

  /** Names of the features and which of them are lags, to print formulas with. */
  public FormulaNames names() {
    return new FormulaNames(data.dataset().names(), data.dataset().signals());
  }

  /** The newest front. */
  public FrontFile front() {
    return front;
  }

  /** Seconds searched so far. */
  public double seconds() {
    return secondsBefore + (System.nanoTime() - begun) * 1e-9;
  }

  /**
   * Searches until a limit, and leaves everything in the folder.
   *
   * @param threads to use
   * @param saveEvery time between saves
   * @param stop asked after every leg whether to end
   */
  public End run(DistillDisplay display, int threads, Duration saveEvery, BooleanSupplier stop)
      throws IOException {
    begun = System.nanoTime();
    data.notes().forEach(display::note);
    for (String note : data.notes()) {
      folder.log(note);
    }
    if (islands.round() == 0) {
      preview(display);
    }
    End end = end(stop);
    while (end == null) {
      islands.evolve(nextRound(), threads);
      end = end(stop);
      if (end == null) {
        look(display, saveEvery.toMillis() * 1e-3);
      }
    }
    finish(display, end);
    return end;
  }

  /**
   * Shows what an island begins with: a person need not wait for a whole round to see that all is
   * well. The island is thrown away, so that nothing depends on it.
   */
  private void preview(DistillDisplay display) {
    Island island = Island.create(search, 0, data.search().features());
    island.beginRound(data.search(), Elites.NONE);
    island.evolve(System.nanoTime());
    front = score(island.front(), false);
    display.show(progress());
    nextFront = 0;
  }

  private End end(BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      return End.STOPPED;
    }
    // Looked at in fixed rounds only, so that neither threads nor pauses decide the last one.
    boolean fixed = islands.round() > 0 && islands.round() % settings.slack() == 0;
    if (fixed
        && islands.front().last().map(Front.Member::loss).orElse(1e300) <= limits.stopLoss()) {
      return End.LOSS;
    }
    if (islands.round() >= limits.rounds()) {
      return End.ROUNDS;
    }
    return islands.round() > 0 && seconds() >= limits.seconds() ? End.TIME : null;
  }

  /** Islands meet as seldom as they can, but often enough for limits and displays. */
  private int nextRound() {
    int round = islands.round();
    if (round == 0) {
      return 1;
    }
    int leg = settings.slack() - round % settings.slack();
    double perRound = seconds() / Math.max(1, round);
    double room = Math.min(LEG_SECONDS, limits.seconds() - seconds());
    return Math.min(limits.rounds(), round + (perRound * leg > room ? 1 : leg));
  }

  private void look(DistillDisplay display, double saveEvery) throws IOException {
    double now = seconds();
    if (now >= nextFront) {
      front = score(islands.front(), false);
      double took = seconds() - now;
      nextFront = now + Math.max(1, RESTRAINT * took);
      nextShow = 0;
    }
    if (now >= nextShow) {
      display.show(progress());
      nextShow = now + SHOWING_SECONDS;
    }
    if (now >= nextSave) {
      try {
        save();
      } catch (IOException e) {
        display.note("can't save, will try again: " + e);
      }
      double took = seconds() - now;
      nextSave = now + Math.max(saveEvery, RESTRAINT * took);
    }
  }

  private void finish(DistillDisplay display, End end) throws IOException {
    front = score(islands.front(), end != End.STOPPED);
    display.end(progress());
    save();
    folder.log(
        (end == End.STOPPED ? "stopped" : "ended")
            + " after "
            + islands.round()
            + " rounds and "
            + Math.round(seconds() * 10) / 10.0
            + " s ("
            + end
            + "), "
            + islands.evaluations()
            + " evaluations");
  }

  private FrontFile score(Front found, boolean ended) {
    FrontTable table = table(found);
    Front better = better(table);
    if (better.members().size() < table.rows().size()) {
      table = table(better);
    }
    FrontFile file =
        FrontFile.of(
            table,
            data.printed(),
            settings.choose(),
            islands.round(),
            islands.evaluations(),
            ended);
    return new FrontFile(
        data.dataset().names(),
        file.rows(),
        file.best(),
        file.accuracy(),
        file.knee(),
        file.choice(),
        file.rounds(),
        file.evaluations(),
        file.ended());
  }

  private FrontTable table(Front found) {
    return FrontTable.of(
        found, search.signals(), search.loss(), data.train(), data.validation(), data.test());
  }

  /** Without members that are no better than a simpler one on all rows, where fewer were fitted. */
  private static Front better(FrontTable table) {
    return Front.of(
        table.rows().stream()
            .map(row -> new Front.Member(row.complexity(), row.loss(), row.expression()))
            .toList());
  }

  private DistillProgress progress() {
    double here = Math.max(1e-3, seconds() - secondsBefore);
    return new DistillProgress(
        seconds(),
        limits,
        islands.round(),
        islands.evaluations(),
        (islands.evaluations() - evaluationsBefore) / here,
        (islands.nodeRows() - nodeRowsBefore) / here,
        front);
  }

  private void save() throws IOException {
    var head =
        new DistillState.Head(Version.text(), settings, limits, stamps.get(), seconds(), started);
    folder.write(DistillFolder.STATE, new DistillState(head, islands.encode()).toBytes());
    var provenance =
        new DistilledFront.Provenance(
            Version.text(),
            settings.seed(),
            stamps.get(),
            Machine.here(),
            started,
            now(),
            seconds());
    folder.write(
        DistillFolder.FRONT_JSON, DistilledFront.of(front, data, settings, provenance).toBytes());
    folder.write(DistillFolder.FRONT_CSV, FrontCsv.of(front));
    folder.log(
        "saved in round "
            + islands.round()
            + ", "
            + islands.evaluations()
            + " evaluations"
            + (front.accuracy() < 0
                ? ""
                : ", best loss " + front.rows().get(front.accuracy()).loss()));
  }

  private static String now() {
    return OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
