package io.symlab.symbolic.island;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.Population.Member;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.settings.SearchTactics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes an island's births: chooses parents, varies them within the size allowed, has the child
 * judged, and puts it in the place of the oldest member. Each birth draws from a stream of its own.
 */
final class Births {
  /** Nodes of the first formulas. */
  private static final int FIRST_NODES = 5;

  /** Attempts at a first formula after which it is to be smaller. */
  private static final int ATTEMPTS = 8;

  /** Attempts at a first formula after which there is none. */
  private static final int MOST_ATTEMPTS = 5_000;

  /** One island in so many starts from more than random formulas and the user's guesses. */
  private static final int FOUNDED = 4;

  private final SearchSettings settings;
  private final SearchTactics tactics;
  private final int island;
  private final Breeding breeding;

  Births(SearchSettings settings, int island, int features) {
    this.settings = settings;
    this.tactics = settings.tactics();
    this.island = island;
    this.breeding = new Breeding(settings, features);
  }

  /** Random small formulas that nobody has judged yet. */
  Population first() {
    Member[] members = new Member[settings.population()];
    for (int i = 0; i < members.length; i++) {
      SplittableRandom random = Randomness.stream(settings.seed(), "island.first", island, i);
      Expression formula = null;
      for (int attempt = 0; formula == null || !settings.allow(formula); attempt++) {
        if (attempt == MOST_ATTEMPTS) {
          throw new IllegalArgumentException(
              "no formula was found that keeps to the constraints"
                  + (settings.template() == null ? "" : " and has the template's form"));
        }
        // In the end single leaves, which nothing forbids.
        formula = breeding.fresh(Math.max(1, FIRST_NODES - attempt / ATTEMPTS), random);
      }
      members[i] = new Member(formula, settings.complexity(formula), Double.POSITIVE_INFINITY);
    }
    return new Population(members, 0, settings.maxComplexity(), tactics);
  }

  /**
   * Puts fitted guesses in the place of some of the first members. Most islands start from random
   * formulas alone, so that not all look in the same place.
   */
  void found(Population population, Fitness fitness) {
    List<Guess> guesses = island % FOUNDED == 0 ? fitness.founders() : settings.guesses();
    List<Member> founders = new ArrayList<>();
    for (Guess guess : guesses) {
      if (settings.allow(guess.expression())
          && settings.complexity(guess.expression()) <= settings.maxComplexity()) {
        List<Integer> ties = settings.isFree() ? guess.ties() : settings.ties(guess.expression());
        Member fitted = fitness.fitted(guess.expression(), ties, tactics.polishSteps());
        if (Double.isFinite(fitted.loss())) {
          founders.add(fitted);
        }
      }
    }
    int places = Math.min(founders.size(), (int) (tactics.founders() * population.size()));
    for (int i = 0; i < places; i++) {
      population.set(i, founders.get(i * founders.size() / places));
    }
  }

  /** One birth of a round, which may come to nothing. */
  void birth(Population population, Fitness fitness, int round, int number) {
    SplittableRandom random =
        Randomness.stream(
            settings.seed(), "island.birth", island, (long) round * population.size() + number);
    double temperature = 1 - (double) number / population.size();
    Member mother = population.tournament(random);
    int limit = sizeLimit(round);
    boolean directed = settings.isFree() && random.nextDouble() < tactics.directed();
    Expression formula = directed ? fitness.grown(mother.expression(), random) : null;
    if (formula == null || settings.complexity(formula) > limit || !settings.allow(formula)) {
      directed = false;
      formula =
          breeding.child(
              mother.expression(),
              () -> population.tournament(random).expression(),
              limit,
              temperature,
              random);
    }
    if (formula == null) {
      return;
    }
    boolean fit = directed || random.nextDouble() < tactics.fitting();
    Member child = fit ? fitness.fitted(formula, tactics.fittingSteps()) : fitness.scored(formula);
    if (Double.isFinite(child.loss()) && accepts(population, mother, child, temperature, random)) {
      population.replaceOldest(child);
    }
  }

  /** Fits a good member's constants with full effort. */
  void refine(Population population, Fitness fitness, int round, int number) {
    SplittableRandom random =
        Randomness.stream(settings.seed(), "island.refine", island, round, number);
    int chosen = random.nextInt(population.size());
    for (int i = 1; i < tactics.tournament(); i++) {
      int rival = random.nextInt(population.size());
      if (population.cost(population.get(rival)) < population.cost(population.get(chosen))) {
        chosen = rival;
      }
    }
    Expression simple = settings.simplify(population.get(chosen).expression());
    population.set(chosen, fitness.fitted(simple, tactics.polishSteps()));
  }

  /** Solves a formula for one of its parts, and puts what it should be in its place. */
  void replace(Population population, Fitness fitness, int round, int number) {
    SplittableRandom random =
        Randomness.stream(settings.seed(), "island.replace", island, round, number);
    List<Front.Member> front = fitness.hall().members();
    Expression parent =
        front.isEmpty() || random.nextBoolean()
            ? population.tournament(random).expression()
            : front.get(random.nextInt(front.size())).expression();
    Expression formula = fitness.replaced(parent, random);
    if (formula == null) {
      return;
    }
    Expression simple = settings.simplify(formula);
    if (settings.complexity(simple) <= settings.maxComplexity() && settings.allow(simple)) {
      Member child = fitness.fitted(simple, tactics.polishSteps());
      if (Double.isFinite(child.loss())) {
        population.replaceOldest(child);
      }
    }
  }

  private boolean accepts(
      Population population,
      Member mother,
      Member child,
      double temperature,
      SplittableRandom random) {
    if (tactics.annealing() == 0) {
      return true;
    }
    double worse = population.cost(child) - population.cost(mother);
    return random.nextDouble() < Math.exp(-worse / (tactics.annealing() * temperature));
  }

  /** The largest size allowed grows during the first rounds. */
  private int sizeLimit(int round) {
    int most = settings.maxComplexity();
    int form = settings.template() == null ? 0 : settings.template().ownComplexity();
    int least = Math.min(most, 2 * FIRST_NODES + form);
    return round >= tactics.warmupRounds()
        ? most
        : least + (most - least) * round / tactics.warmupRounds();
  }
}
