package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points of a recipe's sweep: the listed variants, each with all combinations of the grid's
 * values, each of those with every seed.
 */
final class Sweep {
  /** Trials of one experiment at most. */
  static final int MOST = 1_000;

  private Sweep() {}

  /** What differs from the recipe at one point, and how to call it. */
  record Point(String label, Config values) {}

  /**
   * The points in a fixed order: variants as listed, then the grid's keys by name, values as
   * written, seeds innermost.
   *
   * @return at least one point, also when there are problems
   */
  static List<Point> points(Config resolved, Collection<String> problems) {
    Map<String, ConfigList> grid = new TreeMap<>();
    if (resolved.hasPath("sweep.grid")
        && resolved.getValue("sweep.grid") instanceof ConfigObject written) {
      collect("", written, grid, problems);
    }
    var values = new RecipeValues(resolved, problems);
    int seeds = values.whole("sweep.seeds", 1, MOST);
    List<Point> points = SweepList.points(resolved, problems);
    long total = (long) seeds * points.size();
    for (ConfigList list : grid.values()) {
      total = Math.min(total * list.size(), Integer.MAX_VALUE);
    }
    if (total > MOST) {
      problems.add("sweep: asks for " + total + " trials, " + MOST + " are the most");
      return List.of(new Point("", ConfigFactory.empty()));
    }
    for (var entry : grid.entrySet()) {
      points = times(points, entry.getKey(), entry.getValue());
    }
    if (seeds > 1) {
      points = seeded(points, resolved, seeds, values);
    }
    return points;
  }

  private static void collect(
      String prefix,
      ConfigObject written,
      Map<String, ConfigList> grid,
      Collection<String> problems) {
    for (var entry : written.entrySet()) {
      String path = prefix + entry.getKey();
      ConfigValue value = entry.getValue();
      String where = RecipeValues.where(value.origin());
      if (value instanceof ConfigObject nested) {
        collect(path + ".", nested, grid, problems);
      } else if (path.startsWith("sweep.")) {
        problems.add(where + "sweep.grid: " + path + " cannot be swept");
      } else if (!RecipeKeys.isLeaf(path)) {
        problems.add(where + "sweep.grid: " + RecipeStructure.unknown(path));
      } else if (value instanceof ConfigList list && !list.isEmpty()) {
        grid.put(path, list);
      } else {
        problems.add(
            where
                + "sweep.grid: "
                + path
                + " = "
                + RecipeValues.shown(value)
                + ": must be a list of values to try");
      }
    }
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

  private static Point with(Point point, String path, ConfigValue value) {
    String here = path + "=" + RecipeValues.shown(value).replace("\"", "");
    // A seed counted from a swept one takes its place in the label.
    String before = point.label().replaceFirst("(^|, )" + path + "=[^,]*", "");
    return new Point(
        before.isEmpty() ? here : before + ", " + here, point.values().withValue(path, value));
  }
}
