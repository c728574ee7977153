package io.symlab.experiment.distill;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.export.FrontCsv;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Legible;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A symbolic regression from data to a folder with its front: looks at the search's front, shows
 * it, saves now and then, and leaves all in the folder. What it has found by a round does not
 * depend on threads, limits, displays, saves or interruptions.
 */
public final class DistillRun implements AutoCloseable {
  private static final double SHOWING_SECONDS = 0.2;

  /** Scoring a front takes at most one part in so many of the run's time. */
  private static final int RESTRAINT = 20;

  private final DistillFolder folder;
  private final DistillData data;
  private final DistillLimits limits;
  private final Search search;
  private final DistillWriter writer;
  private final String choice;
  private final boolean isWarm;
  private final double secondsBefore;
  private final long evaluationsBefore;
  private final long nodeRowsBefore;
  private final Progress progress;

  /** The digits that formulas need: fronts change by few of them at a time. */
  private final Map<Expression, Integer> digits =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Expression, Integer> eldest) {
          return size() > 1_000;
        }
      };

  private FrontFile front;
  private List<String> warnings = List.of();
  private double nextFront;
  private double nextShow;
  private double nextSave;

  /**
   * @param search a new one, or that of a saved run
   * @param choice which member of the front is meant
   * @param isWarm whether the search begins with formulas from before, which a glance would not
   *     show
   */
  DistillRun(
      DistillFolder folder,
      DistillData data,
      DistillLimits limits,
      Search search,
      DistillWriter writer,
      String choice,
      boolean isWarm) {
    this.folder = folder;
    this.data = data;
    this.limits = limits;
    this.search = search;
    this.writer = writer;
    this.choice = choice;
    this.isWarm = isWarm;
    secondsBefore = search.seconds();
    progress = Progress.of(folder.path(), search.round());
    evaluationsBefore = search.evaluations();
    nodeRowsBefore = search.nodeRows();
  }

  /** Where it writes to. */
  public Path folder() {
    return folder.path();
  }

  /** The name of the column that it explains. */
  public String target() {
    return data.dataset().layout().target();
  }

  /** Names of the features and which of them are lags, to print formulas with. */
  public FormulaNames names() {
    return new FormulaNames(data.dataset().names(), data.dataset().signals());
  }

  /** The newest front. */
  public FrontFile front() {
    return front;
  }

  /** What to know of the chosen formula before using it; after {@link #run}. */
  public List<String> warnings() {
    return warnings;
  }

  /** Seconds searched so far. */
  public double seconds() {
    return search.seconds();
  }

  /**
   * Searches until a limit, and leaves everything in the folder.
   *
   * @param threads to use
   * @param saveEvery time between saves
   * @param stop asked after every leg whether to end
   */
  public Search.End run(
      DistillDisplay display, int threads, Duration saveEvery, BooleanSupplier stop)
      throws IOException {
    data.notes().forEach(display::note);
    for (String note : data.notes()) {
      folder.log(note);
    }
    if (search.round() == 0 && !isWarm) {
      // A person need not wait for a whole round to see that all is well.
      front = scored(search.glance(), false);
      display.show(progress());
    }
    double save = saveEvery.toMillis() * 1e-3;
    Search.End end = search.run(limits.stop(), threads, stop, leg -> look(display, save));
    finish(display, end);
    return end;
  }

  private void look(DistillDisplay display, double saveEvery) {
    double now = seconds();
    if (now >= nextFront) {
      front = scored(search.scored(), false);
      progress.add(seconds(), front);
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
        writer.save(search, front);
      } catch (IOException e) {
        display.note("can't save, will try again: " + e);
      }
      double took = seconds() - now;
      nextSave = now + Math.max(saveEvery, RESTRAINT * took);
    }
  }

  private void finish(DistillDisplay display, Search.End end) throws IOException {
    front = scored(search.finished(), end != Search.End.STOPPED);
    progress.add(seconds(), front);
    display.end(progress());
    warnings =
        front.front().isEmpty() ? List.of() : search.warnings(front.front(), front.chosenRow());
    for (String warning : warnings) {
      display.note(warning);
      folder.log(warning);
    }
    writer.save(search, front);
    if (!front.front().isEmpty()) {
      writer.page(search, front, progress.steps(), warnings);
    }
    folder.log(
        (end == Search.End.STOPPED ? "stopped" : "ended")
            + " after "
            + search.round()
            + " rounds and "
            + Math.round(seconds() * 10) / 10.0
            + " s ("
            + end
            + "), "
            + search.evaluations()
            + " evaluations");
  }

  /**
   * Writes formulas beside the front, to choose from by other measures: candidates.csv with PySR's
   * columns. After {@link #run}.
   *
   * @param most per complexity; 0: all that islands hold, also what does not stand on the front
   *     because it does not hold on rows that it was not fitted to
   */
  public void writeCandidates(int most) throws IOException {
    FormulaNames names = names();
    List<Front.Member> members = most > 0 ? search.candidates(most) : sorted(search.found());
    String text = FrontCsv.of(members, names.columns(), names.signals());
    folder.write(DistillFolder.CANDIDATES, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Front.Member> sorted(List<Front.Member> found) {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(Front.Member::complexity)
                .thenComparingDouble(Front.Member::loss))
        .toList();
  }

  /** What islands have found, scored on all rows, also on those that they never see. */
  private FrontFile scored(ScoredFront scored, boolean ended) {
    var file = new FrontFile(names(), scored, choice, search.round(), search.evaluations(), ended);
    return file.with(file.rows().stream().map(row -> digits(row.expression())).toList());
  }

  private int digits(Expression formula) {
    return digits.computeIfAbsent(
        formula,
        absent ->
            Legible.digits(
                formula,
                data.dataset().signals(),
                data.sample().features(),
                data.sample().count()));
  }

  private DistillProgress progress() {
    double here = Math.max(1e-3, seconds() - secondsBefore);
    return new DistillProgress(
        seconds(),
        limits,
        search.round(),
        search.evaluations(),
        (search.evaluations() - evaluationsBefore) / here,
        (search.nodeRows() - nodeRowsBefore) / here,
        front);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
