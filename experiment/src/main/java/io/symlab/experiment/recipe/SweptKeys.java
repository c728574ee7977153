package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys that {@code sweep.grid} and {@code sweep.random} name, nested or dotted, with what is
 * said of each. Any key of a recipe can be swept, and whole sections, given as values.
 */
final class SweptKeys {
  private final String section;
  private final Collection<String> problems;
  private final Map<String, ConfigValue> found = new TreeMap<>();

  private SweptKeys(String section, Collection<String> problems) {
    this.section = section;
    this.problems = problems;
  }

  /** The lists of a grid, none of them empty, by key. */
  static Map<String, ConfigList> grid(Config resolved, Collection<String> problems) {
    Map<String, ConfigList> grid = new TreeMap<>();
    new SweptKeys("sweep.grid", problems)
        .of(resolved)
        .forEach(
            (path, value) -> {
              if (value instanceof ConfigList list && !list.isEmpty()) {
                sections("sweep.grid", path, list, problems);
                grid.put(path, list);
              } else {
                problems.add(wrong("sweep.grid", path, value, "must be a list of values to try"));
              }
            });
    return grid;
  }

  /** The distributions of a random sweep by key. */
  static Map<String, Draw> random(Config resolved, Collection<String> problems) {
    Map<String, Draw> random = new TreeMap<>();
    new SweptKeys("sweep.random", problems)
        .of(resolved)
        .forEach(
            (path, value) -> {
              try {
                Draw draw = Draw.of(value);
                if (draw instanceof Draw.Choice choice) {
                  sections("sweep.random", path, choice.values(), problems);
                } else if (RecipeKeys.isSection(path)) {
                  problems.add(
                      wrong("sweep.random", path, value, "of a section, only choice is drawn"));
                }
                random.put(path, draw);
              } catch (IllegalArgumentException e) {
                problems.add(wrong("sweep.random", path, value, e.getMessage()));
              }
            });
    return random;
  }

  private Map<String, ConfigValue> of(Config resolved) {
    if (resolved.hasPath(section) && resolved.getValue(section) instanceof ConfigObject written) {
      collect("", written);
    }
    return found;
  }

  private void collect(String prefix, ConfigObject written) {
    for (var entry : written.entrySet()) {
      String path = prefix + entry.getKey();
      ConfigValue value = entry.getValue();
      String where = RecipeValues.where(value.origin());
      boolean set = RecipeKeys.isSection(path);
      if (value instanceof ConfigObject nested && !Draw.isDraw(value) && !RecipeKeys.isLeaf(path)) {
        if (!set) {
          problems.add(where + section + ": " + RecipeStructure.unknown(path));
        } else {
          collect(path + ".", nested);
        }
      } else if (path.matches("(sweep|hooks)(\\..*)?")) {
        problems.add(where + section + ": " + path + " cannot be swept");
      } else if (!set && !RecipeKeys.isLeaf(path)) {
        problems.add(where + section + ": " + RecipeStructure.unknown(path));
      } else {
        ConfigValue other = found.put(path, value);
        if (other != null) {
          problems.add(
              where
                  + section
                  + ": "
                  + path
                  + " is said twice, here and in "
                  + RecipeValues.where(other.origin()).replaceFirst(": $", "")
                  + ", once as a quoted name and once without quotes; write it in one way");
        }
      }
    }
  }

  /** Values of a section are sections, with its keys. */
  private static void sections(
      String section, String path, List<ConfigValue> values, Collection<String> problems) {
    if (!RecipeKeys.isSection(path)) {
      return;
    }
    for (ConfigValue value : values) {
      if (value instanceof ConfigObject) {
        RecipeStructure.check(value.atPath(path).root(), problems);
      } else {
        problems.add(wrong(section, path, value, "must be a section, since " + path + " is one"));
      }
    }
  }

  private static String wrong(String section, String path, ConfigValue value, String what) {
    return RecipeValues.where(value.origin())
        + section
        + ": "
        + path
        + " = "
        + RecipeValues.shown(value)
        + ": "
        + what;
  }
}
