package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;

/** Checks that a recipe has no other keys than those of the reference, and sections as sections. */
final class RecipeStructure {
  private RecipeStructure() {}

  static void check(ConfigObject root, Collection<String> problems) {
    section("", root, problems);
  }

  private static void section(String prefix, ConfigObject object, Collection<String> problems) {
    for (var entry : object.entrySet()) {
      String path = prefix + entry.getKey();
      ConfigValue value = entry.getValue();
      String where = RecipeValues.where(value.origin());
      if (entry.getKey().contains(".")) {
        problems.add(
            where + "\"" + path + "\" is one quoted key: write " + path + " without quotes");
      } else if (RecipeKeys.isSection(path)) {
        if (!(value instanceof ConfigObject nested)) {
          problems.add(where + path + " is a section: write " + path + " { ... }");
        } else if (!RecipeKeys.namesKeys(path)) {
          section(path + ".", nested, problems);
        }
      } else if (!RecipeKeys.isLeaf(path)) {
        problems.add(where + unknown(path));
      } else if (value.valueType() == ConfigValueType.NULL) {
        problems.add(where + path + " = null: leave the key out to get its default");
      }
    }
  }

  /** What to say of a key that does not exist. */
  static String unknown(String path) {
    return "there is no key "
        + path
        + RecipeKeys.nearest(path).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
