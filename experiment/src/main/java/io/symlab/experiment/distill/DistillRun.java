package io.symlab.experiment.distill;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.Elites;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.Front;
import io.symlab.symbolic.FrontScoring;
import io.symlab.symbolic.Island;
import io.symlab.symbolic.LocalArchipelago;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.export.FrontCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private final Keeper keeper;
  private final FrontScoring scoring;
  private final double secondsBefore;
  private final long evaluationsBefore;
  private final long nodeRowsBefore;
  private long begun;
  private FrontFile front;
  private double nextFront;
  private double nextShow;
  private double nextSave;

  /**
   * @param islands new ones, or those of a saved run
   * @param secondsBefore that earlier parts of the run have searched
   */
  DistillRun(
      DistillFolder folder,
      DistillData data,
      DistillSettings settings,
      DistillLimits limits,
      SearchSettings search,
      LocalArchipelago islands,
      Keeper keeper,
      double secondsBefore) {
    this.folder = folder;
    this.data = data;
    this.settings = settings;
    this.limits = limits;
    this.search = search;
    this.islands = islands;
    this.keeper = keeper;
    this.scoring =
        FrontScoring.of(
            search,
            data.centres(),
            data.search(),
            data.train(),
            data.validation(),
            data.test(),
            false);
    this.secondsBefore = secondsBefore;
    evaluationsBefore = islands.evaluations();
    nodeRowsBefore = islands.nodeRows();
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
   * Shows what an island begins with, on few rows: a person need not wait for a whole round, of a
   * process that is cold, to see that all is well. The island is thrown away, so that nothing
   * depends on it.
   */
  private void preview(DistillDisplay display) {
    Island island = Island.create(search, 0, data.glance().features());
    island.beginRound(data.glance(), Elites.NONE);
    island.evolve(System.nanoTime());
    front = scored(scoring.score(island.front().members()), 0, 0, false);
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
      front = scoredNow(scoring.score(islands.found()), false);
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
        keeper.save(islands, front, seconds());
      } catch (IOException e) {
        display.note("can't save, will try again: " + e);
      }
      double took = seconds() - now;
      nextSave = now + Math.max(saveEvery, RESTRAINT * took);
    }
  }

  private void finish(DistillDisplay display, End end) throws IOException {
    front = scoredNow(scoring.finish(islands.found()), end != End.STOPPED);
    display.end(progress());
    if (!front.front().isEmpty()) {
      for (String warning : scoring.warnings(front.chosenRow())) {
        display.note(warning);
        folder.log(warning);
      }
    }
    keeper.save(islands, front, seconds());
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

  /**
   * Writes several formulas per complexity beside the front, to choose from by other measures:
   * candidates.csv with PySR's columns. After {@link #run}.
   *
   * @param most per complexity
   */
  public void writeCandidates(int most) throws IOException {
    FormulaNames names = names();
    List<Front.Member> told = new ArrayList<>();
    for (Front.Member found : islands.candidates(most)) {
      Expression outward = data.centres().outward(found.expression());
      told.add(new Front.Member(search.complexity(outward), found.loss(), outward));
    }
    String text = FrontCsv.of(told, names.columns(), names.signals());
    folder.write(DistillFolder.CANDIDATES, text.getBytes(StandardCharsets.UTF_8));
  }

  private FrontFile scoredNow(ScoredFront scored, boolean ended) {
    return scored(scored, islands.round(), islands.evaluations(), ended);
  }

  private FrontFile scored(ScoredFront scored, long rounds, long evaluations, boolean ended) {
    return new FrontFile(names(), scored, settings.choose(), rounds, evaluations, ended);
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

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
