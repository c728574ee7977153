package io.symlab.model.evolve;

import java.util.List;

/**
 * How formulas are searched for by running them. What they are made of, and how large they may be,
 * is said by {@link io.symlab.symbolic.settings.SearchSettings}.
 *
 * @param budget steps of the optimizee after which no round begins; 0: there is no such search
 * @param from rules to start from, each a hand-made one by its kind or a formula as text; empty:
 *     the front of a distillation
 * @param steps updates per run
 * @param problems that a formula is judged on; most are left behind on the first
 * @param islands populations that evolve side by side on a ring
 * @param population members per island; as many births make a round
 */
public record EvolutionSettings(
    long budget, List<String> from, int steps, int problems, int islands, int population) {
  public EvolutionSettings {
    from = List.copyOf(from);
    require(budget >= 0, "budget must not be negative");
    require(steps >= 1, "steps must be 1 or more");
    require(problems >= 1, "problems must be 1 or more");
    require(islands >= 1, "islands must be 1 or more");
    require(population >= 4, "population must be 4 or more");
  }

  /** None, and if there is one, 100 steps on four problems; 4 islands of 16. */
  public static EvolutionSettings defaults() {
    return new EvolutionSettings(0, List.of(), 100, 4, 4, 16);
  }

  /** The same with as many steps of the optimizee. */
  public EvolutionSettings withBudget(long count) {
    return new EvolutionSettings(count, from, steps, problems, islands, population);
  }

  /** The same with runs of as many updates, on as many problems. */
  public EvolutionSettings withRuns(int updates, int count) {
    return new EvolutionSettings(budget, from, updates, count, islands, population);
  }

  /** The same with as many populations of as many members. */
  public EvolutionSettings withIslands(int count, int members) {
    return new EvolutionSettings(budget, from, steps, problems, count, members);
  }

  /** Whether there is such a search. */
  public boolean wanted() {
    return budget > 0;
  }

  /** Whether it needs no learned optimizer to start from. */
  public boolean fromScratch() {
    return wanted() && !from.isEmpty();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("evolve." + message);
    }
  }
}
