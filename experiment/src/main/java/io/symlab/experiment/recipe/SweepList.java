package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.symlab.experiment.recipe.Sweep.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variants that a sweep lists: each says which keys differ and what to call it. For points that
 * are no grid, such as rules of different kinds that need different keys.
 */
final class SweepList {
  private static final String KEY = "sweep.list";
  private static final String LABEL = "label";
  private static final int LONGEST_LABEL = 80;

  private SweepList() {}

  /** The variants as listed; the plain recipe where there are none, or where there are problems. */
  static List<Point> points(Config resolved, Collection<String> problems) {
    List<Point> plain = List.of(new Point("", ConfigFactory.empty()));
    ConfigValue given = resolved.getObject("sweep").get("list");
    if (!(given instanceof ConfigList list)) {
      problems.add(
          RecipeValues.where(given.origin())
              + KEY
              + ": must be a list of sections, e.g. [{ label = wide, rule.lstm = [20] }]");
      return plain;
    }
    List<Point> points = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    int before = problems.size();
    for (ConfigValue value : list) {
      String where = RecipeValues.where(value.origin()) + KEY + ": ";
      if (!(value instanceof ConfigObject variant)) {
        problems.add(
            where + RecipeValues.shown(value) + ": must be a section, e.g. { label = wide }");
        continue;
      }
      Point point = point(variant, where, problems);
      if (!labels.add(point.label())) {
        problems.add(where + "two variants are labelled " + point.label());
      }
      points.add(point);
    }
    return points.isEmpty() || problems.size() > before ? plain : points;
  }

  private static Point point(ConfigObject variant, String where, Collection<String> problems) {
    ConfigValue label = variant.get(LABEL);
    ConfigObject keys = variant.withoutKey(LABEL);
    if (label == null
        || label.valueType() != ConfigValueType.STRING
        || !label.unwrapped().toString().matches("[^=,/]{1," + LONGEST_LABEL + "}")) {
      problems.add(
          where
              + "a variant needs a label of 1 to "
              + LONGEST_LABEL
              + " characters without = , or /, e.g. { label = wide, rule.lstm = [20] }");
      return new Point("", ConfigFactory.empty());
    }
    if (keys.containsKey("sweep")) {
      problems.add(where + "a variant cannot sweep itself");
    }
    RecipeStructure.check(keys, problems);
    return new Point(label.unwrapped().toString(), keys.toConfig());
  }
}
