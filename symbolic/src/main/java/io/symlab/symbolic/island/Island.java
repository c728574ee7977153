package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Codec;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.Population.Member;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * One population of expressions, evolving on its own in rounds: as many births as it has members
 * (the first rounds have fewer), then some fitting of constants and simplification. A plain object
 * for whoever carries it, an actor or {@link LocalArchipelago}.
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
  private static final int VERSION = 3;

  /** The first that can still be read: it holds no losses of parts in cross-validation. */
  static final int WITHOUT_PARTS = 2;

  /** Fewer rows than this cannot judge a formula: rounds pass without births. */
  private static final int LEAST_ROWS = 8;

  /** At a round's end one member in so many is fitted with full effort. */
  private static final int MEMBERS_PER_FIT = 50;

  /** Births of the first round; each round after it has twice as many until all are reached. */
  private static final int FIRST_BIRTHS = 32;

  /** At a round's end so many formulas are solved for one of their parts, from this round on. */
  private static final int REPLACEMENTS = 3;

  private static final int FIRST_REPLACEMENT = 2;

  private final SearchSettings settings;
  private final int index;
  private final int features;
  private final Births births;
  private final Fitness fitness;
  private final Population population;
  private final Migration migration;
  private int round;
  private boolean inRound;

  /** Whether this round has rows to judge by, and how many of its steps are done. */
  private boolean awake;

  private int done;

  private Island(
      SearchSettings settings,
      int index,
      int features,
      Births births,
      Fitness fitness,
      Population population) {
    this.settings = settings;
    this.index = index;
    this.features = features;
    this.births = births;
    this.fitness = fitness;
    this.population = population;
    this.migration = new Migration(settings, index);
  }

  /**
   * A new island, before its round 0.
   *
   * @param index which of the settings' islands, from 0
   * @param features columns of the samples to come, without the target
   */
  public static Island create(SearchSettings settings, int index, int features) {
    return create(settings, index, features, new Evaluator());
  }

  /** The same with this evaluator, which nobody else uses. */
  static Island create(SearchSettings settings, int index, int features, Evaluator evaluator) {
    check(settings, index, features);
    Births births = new Births(settings, index, features);
    return new Island(
        settings, index, features, births, new Fitness(settings, index, evaluator), births.first());
  }

  private static void check(SearchSettings settings, int index, int features) {
    if (index < 0 || index >= settings.islands() || features < 1) {
      throw new IllegalArgumentException(
          "island " + index + " of " + settings.islands() + " with " + features + " features");
    }
  }

  /**
   * Puts formulas from before in the place of the first members, before round 0; they are judged
   * when it begins.
   *
   * @param members of a population
   * @param best to be fitted for the front
   */
  void beginWith(List<Expression> members, List<Expression> best) {
    List<Expression> fit = members.stream().filter(this::mayBeBorn).toList();
    for (int i = 0; i < Math.min(fit.size(), population.size()); i++) {
      Expression formula = fit.get(i);
      population.set(
          i, new Member(formula, settings.complexity(formula), Double.POSITIVE_INFINITY));
    }
    fitness.hall().expect(best.stream().filter(this::mayBeBorn).toList());
  }

  private boolean mayBeBorn(Expression formula) {
    return settings.complexity(formula) <= settings.maxComplexity()
        && settings.signals().allow(formula)
        && (settings.isFree() || settings.template().fits(formula))
        && settings.allow(formula);
  }

  /** The formulas of its population. */
  List<Expression> members() {
    List<Expression> members = new ArrayList<>();
    for (int i = 0; i < population.size(); i++) {
      members.add(population.get(i).expression());
    }
    return members;
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
    return fitness.evaluations();
  }

  /** Nodes times rows evaluated so far. */
  public long nodeRows() {
    return fitness.nodeRows();
  }

  /** The best it has found, in the units of the samples; losses are mean squared errors. */
  public Front front() {
    return fitness.front();
  }

  /** All that its front holds by its own judgement, on rows not fitted to. */
  List<Front.Member> found() {
    return fitness.found();
  }

  /**
   * Its front and the members of its population as they would stand in a front: what there is to
   * choose from beside the best of each size. Between rounds, after at least one.
   */
  List<Front.Member> candidates() {
    List<Front.Member> candidates = new ArrayList<>(found());
    for (int i = 0; awake && i < population.size(); i++) {
      Front.Member finished = fitness.finished(population.get(i).expression());
      if (finished != null) {
        candidates.add(finished);
      }
    }
    return candidates;
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
    awake = samples.rows() >= LEAST_ROWS;
    if (awake) {
      boolean first = fitness.hall().members().isEmpty();
      fitness.look(samples, round, population);
      if (first) {
        births.found(population, fitness);
      }
      migration.mix(population, migrants, fitness, round);
    }
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
    int born = awake ? births(round) : 0;
    int fits = awake ? Math.max(1, born / MEMBERS_PER_FIT) : 0;
    int all = born + fits + (awake ? replacements(round) : 0);
    while (done < all) {
      if (done < born) {
        births.birth(population, fitness, round, done);
      } else if (done < born + fits) {
        births.refine(population, fitness, round, done - born);
      } else {
        births.replace(population, fitness, round, done - born - fits);
      }
      done++;
      if (done < all && System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
    }
    endRound();
    return true;
  }

  /** As many as there are members; fewer in the first rounds, so that there is a front soon. */
  private int births(int ofRound) {
    return ofRound < 8 ? Math.min(population.size(), FIRST_BIRTHS << ofRound) : population.size();
  }

  /** What is solved in the first rounds needs none. */
  private int replacements(int ofRound) {
    return ofRound < FIRST_REPLACEMENT || !settings.isFree() ? 0 : REPLACEMENTS;
  }

  /**
   * The elites that it sent after a round.
   *
   * @param ended one of the last d rounds that have ended
   */
  public Elites elitesAfter(int ended) {
    return migration.sentAfter(ended);
  }

  private void endRound() {
    for (int i = 0; i < population.size(); i++) {
      Member member = population.get(i);
      Expression simple = settings.simplify(member.expression());
      if (!simple.equals(member.expression())) {
        population.set(i, new Member(simple, settings.complexity(simple), member.loss()));
      }
    }
    migration.send(round, fitness.hall().members());
    round++;
    inRound = false;
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
          population.write(out);
          fitness.write(out);
          migration.write(out);
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
          if (version < WITHOUT_PARTS || version > VERSION) {
            throw new IllegalArgumentException(
                "version " + version + ", can read " + WITHOUT_PARTS + " to " + VERSION);
          }
          int index = in.readInt();
          int features = in.readInt();
          check(settings, index, features);
          int round = in.readInt();
          Population population = Population.read(in, settings);
          if (population.size() != settings.population()) {
            throw new IllegalArgumentException("it was saved with another population");
          }
          Island island =
              new Island(
                  settings,
                  index,
                  features,
                  new Births(settings, index, features),
                  Fitness.read(in, settings, index, version),
                  population);
          island.round = round;
          island.migration.read(in);
          return island;
        });
  }
}
