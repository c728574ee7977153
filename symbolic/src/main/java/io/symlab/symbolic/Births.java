package io.symlab.symbolic;

import io.symlab.symbolic.Population.Member;
import java.util.SplittableRandom;

/**
 * Makes an island's births: chooses parents, varies them within the size allowed, has the child
 * judged, and puts it in the place of the oldest member. Each birth draws from a stream of its own.
 */
final class Births {
  /** Nodes of the first formulas. */
  private static final int FIRST_NODES = 5;

  private static final int ATTEMPTS = 8;

  private final SearchSettings settings;
  private final SearchTactics tactics;
  private final int island;
  private final Variation variation;

  Births(SearchSettings settings, int island, int features) {
    this.settings = settings;
    this.tactics = settings.tactics();
    this.island = island;
    this.variation = new Variation(settings.operators(), tactics.mutations(), features);
  }

  /** Random small formulas that nobody has judged yet. */
  Population first() {
    Member[] members = new Member[settings.population()];
    for (int i = 0; i < members.length; i++) {
      SplittableRandom random = Randomness.stream(settings.seed(), "island.first", island, i);
      int nodes = Math.min(settings.maxComplexity(), 1 + random.nextInt(FIRST_NODES));
      members[i] = Member.of(variation.fresh(nodes, random), Double.POSITIVE_INFINITY);
    }
    return new Population(members, 0, settings.maxComplexity(), tactics);
  }

  /** One birth of a round, which may come to nothing. */
  void birth(Population population, Judge judge, int round, int number) {
    SplittableRandom random =
        Randomness.stream(
            settings.seed(), "island.birth", island, (long) round * population.size() + number);
    double temperature = 1 - (double) number / population.size();
    Member mother = population.tournament(random);
    Expression formula = conceive(population, mother, sizeLimit(round), temperature, random);
    if (formula == null) {
      return;
    }
    boolean fit = random.nextDouble() < tactics.fitting();
    Member child = fit ? judge.fitted(formula, tactics.fittingSteps()) : judge.scored(formula);
    if (Double.isFinite(child.loss()) && accepts(population, mother, child, temperature, random)) {
      population.replaceOldest(child);
    }
  }

  /** Fits a good member's constants with full effort. */
  void refine(Population population, Judge judge, int round, int number) {
    SplittableRandom random =
        Randomness.stream(settings.seed(), "island.refine", island, round, number);
    int chosen = random.nextInt(population.size());
    for (int i = 1; i < tactics.tournament(); i++) {
      int rival = random.nextInt(population.size());
      if (population.cost(population.get(rival)) < population.cost(population.get(chosen))) {
        chosen = rival;
      }
    }
    Expression simple = Simplifier.simplify(population.get(chosen).expression());
    population.set(chosen, judge.fitted(simple, tactics.polishSteps()));
  }

  /** A child that is different and not too large; null when none came of several attempts. */
  private Expression conceive(
      Population population,
      Member mother,
      int limit,
      double temperature,
      SplittableRandom random) {
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
    int least = Math.min(most, 2 * FIRST_NODES);
    return round >= tactics.warmupRounds()
        ? most
        : least + (most - least) * round / tactics.warmupRounds();
  }
}
