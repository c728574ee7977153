package io.symlab.symbolic;

import io.symlab.symbolic.Population.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One population of expressions, evolving on its own in rounds: as many births as it has members,
 * then some fitting of constants and simplification. A plain object for whoever carries it, an
 * actor or {@link LocalArchipelago}.
 *
 * <p>Its course is a function of the settings, its index, and the samples and migrants that each
 * round is begun with: every birth draws from a stream of its own, a slice may end after any birth,
 * and between rounds {@link #encode} holds all that there is, bit for bit.
 *
 * <pre>{@code
 * Island island = Island.create(settings, 0, samples.features());
 * island.beginRound(samples, Elites.NONE);
 * while (!island.evolve(System.nanoTime() + 100_000_000)) {
 *   // look at the mail
 * }
 * Front front = island.front();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Island {
  private static final int VERSION = 1;

  /** Rounds that share one choice of scoring rows. */
  private static final int ROUNDS_PER_CHOICE = 10;

  /** Fewer rows than this cannot judge a formula: rounds pass without births. */
  private static final int LEAST_ROWS = 8;

  /** Nodes of the first formulas. */
  private static final int FIRST_NODES = 5;

  /** At a round's end one member in so many is fitted with full effort. */
  private static final int MEMBERS_PER_FIT = 50;

  private static final int ATTEMPTS = 8;

  private final SearchSettings settings;
  private final SearchTactics tactics;
  private final int index;
  private final int features;
  private final Variation variation;
  private final Evaluator evaluator = new Evaluator();
  private final ConstantFitting fitting = new ConstantFitting(evaluator);
  private Population population;
  private Hall hall;
  private final List<Elites> sent = new ArrayList<>();
  private int round;
  private long evaluationsBefore;
  private long nodeRowsBefore;

  /** What the scoring rows were chosen from and when; and y's variance then. */
  private long seenVersion = -1;

  private int seenChoice = -1;
  private double targetVariance = 1;

  private Scoring scoring;
  private boolean inRound;
  private int done;

  private Island(SearchSettings settings, int index, int features) {
    if (index < 0 || index >= settings.islands() || features < 1) {
      throw new IllegalArgumentException(
          "island " + index + " of " + settings.islands() + " with " + features + " features");
    }
    this.settings = settings;
    this.tactics = settings.tactics();
    this.index = index;
    this.features = features;
    this.variation = new Variation(settings.operators(), tactics.mutations(), features);
  }

  /**
   * A new island, before its round 0.
   *
   * @param index which of the settings' islands, from 0
   * @param features columns of the samples to come, without the target
   */
  public static Island create(SearchSettings settings, int index, int features) {
    Island island = new Island(settings, index, features);
    Member[] members = new Member[settings.population()];
    for (int i = 0; i < members.length; i++) {
      SplittableRandom random = Randomness.stream(settings.seed(), "island.first", index, i);
      int nodes = Math.min(settings.maxComplexity(), 1 + random.nextInt(FIRST_NODES));
      members[i] = Member.of(island.variation.fresh(nodes, random), Double.POSITIVE_INFINITY);
    }
    island.population = new Population(members, 0, settings.maxComplexity(), island.tactics);
    island.hall = new Hall(settings, island.evaluator, island.fitting);
    return island;
  }

  /** Which island of its ring. */
  public int index() {
    return index;
  }

  /** Columns of its samples, without the target. */
  public int features() {
    return features;
  }

  /** Rounds ended so far: the number of the round that is running or comes next. */
  public int round() {
    return round;
  }

  /** Whether a round has begun and not ended. */
  public boolean inRound() {
    return inRound;
  }

  /** Programs evaluated so far, on the scoring rows or on all. */
  public long evaluations() {
    return evaluationsBefore + evaluator.evaluations();
  }

  /** Nodes times rows evaluated so far. */
  public long nodeRows() {
    return nodeRowsBefore + evaluator.nodeRows();
  }

  /** The best it has found, in the units of the samples; losses are mean squared errors. */
  public Front front() {
    return hall.front(targetVariance);
  }

  /**
   * Starts a round.
   *
   * @param samples what it may see: of a reservoir the view of {@link
   *     IslandSchedule#batchesVisible}
   * @param migrants the neighbour's elites of {@link IslandSchedule#migrantsRound}, or {@link
   *     Elites#NONE}
   */
  public void beginRound(Samples samples, Elites migrants) {
    if (inRound) {
      throw new IllegalStateException("round " + round + " of island " + index + " has not ended");
    }
    if (samples.features() != features) {
      throw new IllegalArgumentException(
          "island "
              + index
              + " is for "
              + features
              + " features, the samples have "
              + samples.features());
    }
    inRound = true;
    done = 0;
    if (samples.rows() < LEAST_ROWS) {
      scoring = null;
      return;
    }
    look(samples);
    mix(migrants);
  }

  /**
   * Evolves until the round has ended or the deadline has passed, whichever is first; at least one
   * birth. Where slices end makes no difference to the result.
   *
   * @param deadlineNanos in terms of {@link System#nanoTime}
   * @return whether the round has ended
   */
  public boolean evolve(long deadlineNanos) {
    if (!inRound) {
      throw new IllegalStateException("island " + index + " is between rounds");
    }
    int births = scoring == null ? 0 : population.size();
    int all = scoring == null ? 0 : births + Math.max(1, births / MEMBERS_PER_FIT);
    while (done < all) {
      if (done < births) {
        birth(done);
      } else {
        refine(done - births);
      }
      done++;
      if (done < all && System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
    }
    endRound();
    return true;
  }

  /**
   * The elites that it sent after a round.
   *
   * @param ended one of the last d rounds that have ended
   */
  public Elites elitesAfter(int ended) {
    for (Elites elites : sent) {
      if (elites.round() == ended) {
        return elites;
      }
    }
    throw new IllegalArgumentException(
        "island " + index + " keeps no elites of round " + ended + ", it is in round " + round);
  }

  /** Chooses the scoring rows; judges everyone anew when they or the samples are not the last. */
  private void look(Samples samples) {
    int choice = round / ROUNDS_PER_CHOICE;
    boolean otherSamples = samples.version() != seenVersion;
    boolean otherChoice = otherSamples || choice != seenChoice;
    if (otherChoice || scoring == null) {
      scoring =
          new Scoring(
              ScoringRows.choose(samples, tactics.scoringRows(), settings.seed(), index, choice),
              evaluator);
    }
    seenVersion = samples.version();
    seenChoice = choice;
    targetVariance = samples.targetVariance();
    if (otherSamples) {
      hall.rejudge(samples);
    } else {
      hall.watch(samples);
    }
    if (otherChoice) {
      hall.regate(scoring.samples());
      for (int i = 0; i < population.size(); i++) {
        population.set(i, scored(population.get(i).expression()));
      }
    }
  }

  /** Puts some migrants and some of its own front among the members. */
  private void mix(Elites migrants) {
    SplittableRandom random = Randomness.stream(settings.seed(), "island.migration", index, round);
    List<Front.Member> own = hall.members();
    for (int i = 0; i < population.size(); i++) {
      double drawn = random.nextDouble();
      if (drawn < tactics.migration()) {
        if (!migrants.expressions().isEmpty()) {
          int chosen = random.nextInt(migrants.expressions().size());
          population.set(i, scored(migrants.expressions().get(chosen)));
        }
      } else if (drawn < tactics.migration() + tactics.frontMigration() && !own.isEmpty()) {
        population.set(i, scored(own.get(random.nextInt(own.size())).expression()));
      }
    }
  }

  private void birth(int number) {
    SplittableRandom random =
        Randomness.stream(
            settings.seed(), "island.birth", index, (long) round * population.size() + number);
    double temperature = 1 - (double) number / population.size();
    Member mother = population.tournament(random);
    Expression formula = conceive(mother, temperature, random);
    if (formula == null) {
      return;
    }
    boolean fit = random.nextDouble() < tactics.fitting();
    Member child = fit ? fitted(formula, tactics.fittingSteps()) : scored(formula);
    if (Double.isFinite(child.loss()) && accepts(mother, child, temperature, random)) {
      population.replaceOldest(child);
    }
  }

  /** A child that is different and not too large; null when none came of several attempts. */
  private Expression conceive(Member mother, double temperature, SplittableRandom random) {
    int limit = sizeLimit();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Expression formula =
          random.nextDouble() < tactics.crossover()
              ? Variation.cross(
                  mother.expression(), population.tournament(random).expression(), random)
              : variation.mutate(mother.expression(), temperature, random);
      if (formula != null
          && formula.complexity() <= limit
          && !formula.equals(mother.expression())) {
        return formula;
      }
    }
    return null;
  }

  private boolean accepts(
      Member mother, Member child, double temperature, SplittableRandom random) {
    double chance = 1;
    if (tactics.annealing() > 0) {
      double worse = population.cost(child) - population.cost(mother);
      chance = Math.exp(-worse / (tactics.annealing() * temperature));
    }
    return random.nextDouble() < chance;
  }

  private int sizeLimit() {
    int most = settings.maxComplexity();
    int least = Math.min(most, 2 * FIRST_NODES);
    return round >= tactics.warmupRounds()
        ? most
        : least + (most - least) * round / tactics.warmupRounds();
  }

  /** Fits a good member's constants with full effort. */
  private void refine(int number) {
    SplittableRandom random =
        Randomness.stream(settings.seed(), "island.refine", index, round, number);
    int chosen = random.nextInt(population.size());
    for (int i = 1; i < tactics.tournament(); i++) {
      int rival = random.nextInt(population.size());
      if (population.cost(population.get(rival)) < population.cost(population.get(chosen))) {
        chosen = rival;
      }
    }
    Expression simple = Simplifier.simplify(population.get(chosen).expression());
    population.set(chosen, fitted(simple, tactics.polishSteps()));
  }

  private Member scored(Expression formula) {
    Program program = Program.of(formula);
    double loss = scoring.score(program);
    hall.consider(formula, loss, scoring);
    return Member.of(formula, loss);
  }

  private Member fitted(Expression formula, int steps) {
    Program program = fitting.fit(Program.of(formula), scoring, steps);
    Expression better = program.expression();
    double loss = fitting.loss();
    hall.consider(better, loss, scoring);
    return Member.of(better, loss);
  }

  private void endRound() {
    for (int i = 0; i < population.size(); i++) {
      Member member = population.get(i);
      Expression simple = Simplifier.simplify(member.expression());
      if (!simple.equals(member.expression())) {
        population.set(i, Member.of(simple, member.loss()));
      }
    }
    sent.add(new Elites(index, round, elites()));
    if (sent.size() > settings.slack()) {
      sent.remove(0);
    }
    round++;
    inRound = false;
  }

  /** Members of the front, evenly spread over it when there are more than may be sent. */
  private List<Expression> elites() {
    List<Front.Member> all = hall.members();
    int count = Math.min(tactics.elites(), all.size());
    List<Expression> chosen = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      chosen.add(all.get(i * all.size() / count - 1).expression());
    }
    return chosen;
  }

  /**
   * Everything needed to go on bit for bit, between rounds.
   *
   * @throws IllegalStateException within a round
   */
  public byte[] encode() {
    if (inRound) {
      throw new IllegalStateException("round " + round + " of island " + index + " has not ended");
    }
    return Codec.write(
        out -> {
          out.writeByte(VERSION);
          out.writeInt(index);
          out.writeInt(features);
          out.writeInt(round);
          out.writeLong(evaluations());
          out.writeLong(nodeRows());
          out.writeLong(seenVersion);
          out.writeInt(seenChoice);
          out.writeDouble(targetVariance);
          population.write(out);
          hall.write(out);
          out.writeInt(sent.size());
          for (Elites elites : sent) {
            out.writeInt(elites.round());
            Codec.writeExpressions(out, elites.expressions());
          }
        });
  }

  /**
   * Back from {@link #encode}.
   *
   * @param settings the same as it was created with
   * @throws IllegalArgumentException when the bytes are no island of these settings
   */
  public static Island decode(SearchSettings settings, byte[] bytes) {
    return Codec.read(
        bytes,
        "island",
        in -> {
          int version = in.readByte();
          if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + ", can read " + VERSION);
          }
          Island island = new Island(settings, in.readInt(), in.readInt());
          island.round = in.readInt();
          island.evaluationsBefore = in.readLong();
          island.nodeRowsBefore = in.readLong();
          island.seenVersion = in.readLong();
          island.seenChoice = in.readInt();
          island.targetVariance = in.readDouble();
          island.population = Population.read(in, settings.maxComplexity(), island.tactics);
          island.hall = Hall.read(in, settings, island.evaluator, island.fitting);
          int count = Codec.count(in.readInt());
          for (int i = 0; i < count; i++) {
            island.sent.add(new Elites(island.index, in.readInt(), Codec.readExpressions(in)));
          }
          if (island.population.size() != settings.population()) {
            throw new IllegalArgumentException("it was saved with another population");
          }
          return island;
        });
  }
}
