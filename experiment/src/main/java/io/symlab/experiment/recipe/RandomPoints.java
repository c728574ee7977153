package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import io.symlab.experiment.recipe.Sweep.Point;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The points of a random sweep. What is drawn for a key depends on the sweep's seed, the key's name
 * and the draw's number alone: neither the order of keys nor what else is swept changes it.
 */
final class RandomPoints {
  static final String POINTS = "sweep.points";

  /** Draws per point asked for, before it is said that there are not enough. */
  private static final int PATIENCE = 50;

  private static final int MOST_DRAWS = 20_000;

  private final Map<String, Draw> draws;
  private final int points;
  private final long seed;
  private final RecipeValues values;

  private RandomPoints(Map<String, Draw> draws, int points, long seed, RecipeValues values) {
    this.draws = draws;
    this.points = points;
    this.seed = seed;
    this.values = values;
  }

  static RandomPoints of(Config resolved, Collection<String> problems) {
    var values = new RecipeValues(resolved, problems);
    int before = problems.size();
    Map<String, Draw> draws = SweptKeys.random(resolved, problems);
    int points = values.whole(POINTS, 0, Sweep.MOST);
    long seed = values.wide("sweep.seed", 0, Long.MAX_VALUE);
    if (problems.size() == before && draws.isEmpty() && points > 0) {
      values.problem(POINTS, "sweep.random says no key to draw");
    } else if (problems.size() == before && !draws.isEmpty() && points == 0) {
      values.problem(
          "sweep.random",
          resolved.getValue("sweep.random").origin(),
          "say how many points to draw, e.g. sweep.points = 20");
    }
    return new RandomPoints(draws, points, seed, values);
  }

  /** How many points each of the others is drawn into. */
  int count() {
    return draws.isEmpty() ? 1 : Math.max(1, points);
  }

  /** The keys that are drawn. */
  Set<String> keys() {
    return draws.keySet();
  }

  /** The points that this one is drawn into: different ones, all allowed. */
  List<Point> at(Point base, Predicate<Point> allowed) {
    if (draws.isEmpty() || points == 0) {
      return allowed.test(base) ? List.of(base) : List.of();
    }
    List<Point> drawn = new ArrayList<>();
    Set<Config> seen = new HashSet<>();
    int most = Math.min(PATIENCE * points, MOST_DRAWS);
    for (int number = 0; drawn.size() < points && number < most; number++) {
      Point point = base;
      for (var draw : draws.entrySet()) {
        var random = Randomness.stream(seed, "sweep." + draw.getKey(), number);
        point = Sweep.with(point, draw.getKey(), draw.getValue().draw(random));
      }
      if (seen.add(point.values()) && allowed.test(point)) {
        drawn.add(point);
      }
    }
    if (drawn.size() < points) {
      values.problem(
          POINTS,
          "in "
              + most
              + " draws there were "
              + drawn.size()
              + " different points that sweep.forbid allows: ask for fewer, or widen what is drawn"
              + " from");
    }
    return drawn;
  }
}
