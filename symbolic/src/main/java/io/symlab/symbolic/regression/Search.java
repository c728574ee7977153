package io.symlab.symbolic.regression;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.FrontScoring;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.island.Elites;
import io.symlab.symbolic.island.Island;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A search under way: evolves the islands leg by leg until a limit, or until it is told to end, and
 * can be saved and gone on with. What it has found by a round does not depend on threads, limits,
 * listeners, saves or interruptions.
 *
 * <p>Not thread-safe; listeners are called by the thread that runs it, between rounds.
 */
public final class Search {
  /** Why a search ended. */
  public enum End {
    /** Its seconds were over. */
    TIME,
    /** Its rounds were over. */
    ROUNDS,
    /** Its evaluations were used up. */
    EVALUATIONS,
    /** The loss was small enough. */
    LOSS,
    /** It was told to. */
    STOPPED
  }

  private static final double LEG_SECONDS = 0.25;

  /**
   * Rounds that each look at the loss: what is found at once need not wait for the islands to meet.
   */
  private static final int FIRST_ROUNDS = 8;

  private final RegressionSettings asked;
  private final SearchSettings settings;
  private final RegressionData data;
  private final LocalArchipelago islands;
  private final FrontScoring scoring;
  private double secondsBefore;
  private long begun;
  private boolean running;
  private boolean summed;
  private long checksum;

  Search(
      RegressionSettings asked,
      SearchSettings settings,
      RegressionData data,
      LocalArchipelago islands,
      double secondsBefore) {
    this.asked = asked;
    this.settings = settings;
    this.data = data;
    this.islands = islands;
    this.scoring = new FrontScoring(settings, data.forFront());
    this.secondsBefore = secondsBefore;
  }

  /**
   * Searches until a limit.
   *
   * @param threads to use
   * @param told asked after every leg whether to end
   * @param listener hears after every leg but the last
   */
  public End run(Stop stop, int threads, BooleanSupplier told, Consumer<Search> listener) {
    begun = System.nanoTime();
    running = true;
    try {
      End end = end(stop, told);
      while (end == null) {
        islands.evolve(nextRound(stop), threads);
        end = end(stop, told);
        if (end == null) {
          listener.accept(this);
        }
      }
      return end;
    } finally {
      secondsBefore = seconds();
      running = false;
    }
  }

  private End end(Stop stop, BooleanSupplier told) {
    if (told.getAsBoolean()) {
      return End.STOPPED;
    }
    // Looked at in fixed rounds only, so that neither threads nor pauses decide the last one.
    if (islands.round() > 0 && (looksAlways(stop) || islands.round() % settings.slack() == 0)) {
      if (!Double.isNaN(stop.loss()) && leastLoss() <= stop.loss()) {
        return End.LOSS;
      }
      if (islands.evaluations() >= stop.evaluations()) {
        return End.EVALUATIONS;
      }
    }
    if (islands.round() >= stop.rounds()) {
      return End.ROUNDS;
    }
    return islands.round() > 0 && seconds() >= stop.seconds() ? End.TIME : null;
  }

  private boolean looksAlways(Stop stop) {
    return stop.everyRound() || (!Double.isNaN(stop.loss()) && islands.round() <= FIRST_ROUNDS);
  }

  private double leastLoss() {
    return islands.front().last().map(Front.Member::loss).orElse(Double.POSITIVE_INFINITY);
  }

  /** Islands meet as seldom as they can, but often enough for limits and listeners. */
  private int nextRound(Stop stop) {
    int round = islands.round();
    if (round == 0 || looksAlways(stop)) {
      return round + 1;
    }
    int leg = settings.slack() - round % settings.slack();
    double perRound = seconds() / round;
    double room = Math.min(LEG_SECONDS, stop.seconds() - seconds());
    return Math.min(stop.rounds(), round + (perRound * leg > room ? 1 : leg));
  }

  /**
   * What an island begins with, on few rows: a person need not wait for a whole round, of a process
   * that is cold, to see that all is well. The island is thrown away, so that nothing depends on
   * it.
   */
  public ScoredFront glance() {
    Island island = Island.create(settings, 0, data.glance().features());
    island.beginRound(data.glance(), Elites.NONE);
    island.evolve(System.nanoTime());
    return scoring.score(island.front().members());
  }

  /** How formulas are searched for. */
  public SearchSettings settings() {
    return settings;
  }

  /** The rows. */
  public RegressionData data() {
    return data;
  }

  /** Seconds searched so far, all resumed parts together. */
  public double seconds() {
    return running ? secondsBefore + (System.nanoTime() - begun) * 1e-9 : secondsBefore;
  }

  /** Rounds that all islands have ended. */
  public int round() {
    return islands.round();
  }

  /** Formulas evaluated so far. */
  public long evaluations() {
    return islands.evaluations();
  }

  /** Nodes times rows evaluated so far. */
  public long nodeRows() {
    return islands.nodeRows();
  }

  /** The front of all islands, its losses those of the rows that formulas are fitted to. */
  public Front front() {
    return islands.front();
  }

  /** What has been found so far as people read it, see {@link FrontScoring#score}. */
  public ScoredFront scored() {
    return scoring.score(islands.found());
  }

  /** The same at the end, fitted to all rows that may be learned from. */
  public ScoredFront finished() {
    return scoring.finish(islands.found());
  }

  /** What a person should know about a formula before using it; empty where all is well. */
  public List<String> warnings(ScoredFront front, ScoredFront.Row row) {
    return scoring.warnings(front, row);
  }

  /**
   * Several formulas per complexity, see {@link LocalArchipelago#candidates}.
   *
   * @param most per complexity
   */
  public List<Front.Member> candidates(int most) {
    return told(islands.candidates(most));
  }

  /** All that islands hold, whether or not it stands on the front that people see. */
  public List<Front.Member> found() {
    return told(islands.found());
  }

  private List<Front.Member> told(List<Front.Member> members) {
    return members.stream()
        .map(
            member -> {
              Expression outward = data.centres().outward(member.expression());
              return new Front.Member(settings.complexity(outward), member.loss(), outward);
            })
        .toList();
  }

  /** Of the rows, worked out when it is first asked for. */
  long rowsChecksum() {
    if (!summed) {
      checksum = SavedSearch.checksum(data);
      summed = true;
    }
    return checksum;
  }

  /** Everything that {@link SymbolicRegression#from} needs to go on, bit for bit. */
  public byte[] save() {
    return SavedSearch.write(asked, this);
  }

  /**
   * The islands alone, for who keeps the rest: see {@link SymbolicRegression#begin(RegressionData,
   * byte[], double)}.
   */
  public byte[] encode() {
    return islands.encode();
  }
}
