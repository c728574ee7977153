package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The points of a recipe's sweep: the listed variants, each with all combinations of the grid's
 * values, each of those with the random draws, each of those with every seed; without the points
 * that are forbidden.
 */
final class Sweep {
  /** Trials of one experiment at most. */
  static final int MOST = 1_000;

  private Sweep() {}

  /** What differs from the recipe at one point, and how to call it. */
  record Point(String label, Config values) {}

  /**
   * The points in a fixed order: variants as listed, then the grid's keys by name, values as
   * written, then draws by number, seeds innermost.
   *
   * @param written without the defaults, and with references as they stand
   * @return at least one point, also when there are problems
   */
  static List<Point> points(Config written, Config resolved, Collection<String> problems) {
    Point plain = new Point("", ConfigFactory.empty());
    int before = problems.size();
    Map<String, ConfigList> grid = SweptKeys.grid(resolved, problems);
    RandomPoints random = RandomPoints.of(resolved, problems);
    var values = new RecipeValues(resolved, problems);
    int seeds = values.whole("sweep.seeds", 1, MOST);
    List<Point> points = SweepList.points(resolved, problems);
    Forbidden forbidden = Forbidden.of(written, resolved, problems);
    for (String key : random.keys()) {
      if (grid.containsKey(key)) {
        problems.add(
            RecipeValues.where(grid.get(key).origin())
                + "sweep.grid: "
                + key
                + " is drawn by sweep.random, too");
      }
    }
    long total = (long) seeds * points.size() * random.count();
    for (ConfigList list : grid.values()) {
      total = Math.min(total * list.size(), Integer.MAX_VALUE);
    }
    if (total > MOST) {
      problems.add(
          largest(resolved, grid, random, seeds)
              + "sweep: asks for "
              + total
              + " trials, "
              + MOST
              + " are the most");
      return List.of(plain);
    }
    for (var entry : grid.entrySet()) {
      points = times(points, entry.getKey(), entry.getValue());
    }
    if (problems.size() > before) {
      return seeded(points, resolved, seeds, values); // Values can be judged all the same.
    }
    points = points.stream().flatMap(p -> random.at(p, forbidden::allows).stream()).toList();
    if (points.isEmpty()) {
      if (problems.size() == before) {
        values.problem(Forbidden.KEY, "leaves no point of the sweep");
      }
      return List.of(plain);
    }
    return seeded(points, resolved, seeds, values);
  }

  /** Where the number of trials comes from that is the largest. */
  private static String largest(
      Config resolved, Map<String, ConfigList> grid, RandomPoints random, int seeds) {
    ConfigValue place = resolved.getValue("sweep.seeds");
    int most = seeds;
    if (random.count() > most) {
      place = resolved.getValue(RandomPoints.POINTS);
      most = random.count();
    }
    for (ConfigList list : grid.values()) {
      if (list.size() > most) {
        place = list;
        most = list.size();
      }
    }
    return RecipeKeys.isDefault(place.origin()) ? "" : RecipeValues.where(place.origin());
  }

  private static List<Point> times(List<Point> points, String path, ConfigList values) {
    List<Point> product = new ArrayList<>();
    for (Point point : points) {
      for (ConfigValue value : values) {
        product.add(with(point, path, value));
      }
    }
    return product;
  }

  private static List<Point> seeded(
      List<Point> points, Config resolved, int seeds, RecipeValues values) {
    if (seeds <= 1) {
      return points;
    }
    List<Point> product = new ArrayList<>();
    for (Point point : points) {
      Config at = point.values().withFallback(resolved);
      long first = new RecipeValues(at, new ArrayList<>()).wide("seed", 0, Long.MAX_VALUE);
      if (first > Long.MAX_VALUE - seeds) {
        values.problem("seed", "leaves no room for " + seeds + " seeds from there");
        return points;
      }
      for (int i = 0; i < seeds; i++) {
        product.add(with(point, "seed", ConfigValueFactory.fromAnyRef(first + i, "sweep.seeds")));
      }
    }
    return product;
  }

  /** The point with one more value. */
  static Point with(Point point, String path, ConfigValue value) {
    String here = path + "=" + RecipeValues.shown(value).replace("\"", "");
    // A seed counted from a swept one takes its place in the label.
    String before = point.label().replaceFirst("(^|, )" + path + "=[^,]*", "");
    return new Point(
        before.isEmpty() ? here : before + ", " + here, point.values().withValue(path, value));
  }
}
