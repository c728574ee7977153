package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.symlab.experiment.recipe.Sweep.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The conditions of {@code sweep.forbid}: a point at which one of them holds is no trial. */
final class Forbidden {
  static final String KEY = "sweep.forbid";

  private final List<Condition> conditions;
  private final Config written;
  private final Config resolved;
  private final boolean plain;

  private Forbidden(List<Condition> conditions, Config written, Config resolved) {
    this.conditions = conditions;
    this.written = written;
    this.resolved = resolved;
    this.plain = written.isResolved();
  }

  /** Reads them; what can't be read is told and forbids nothing. */
  static Forbidden of(Config written, Config resolved, Collection<String> problems) {
    List<Condition> conditions = new ArrayList<>();
    for (var text : new RecipeValues(resolved, problems).placed(KEY)) {
      try {
        conditions.add(Condition.parse(text.text()));
      } catch (IllegalArgumentException e) {
        problems.add(RecipeValues.where(text.origin()) + KEY + ": " + e.getMessage());
      }
    }
    return new Forbidden(conditions, written, resolved);
  }

  boolean allows(Point point) {
    if (conditions.isEmpty()) {
      return true;
    }
    // A key that refers to a swept one has another value at every point.
    Config at =
        plain
            ? point.values()
            : point.values().withFallback(written).withFallback(RecipeKeys.defaults()).resolve();
    return conditions.stream()
        .noneMatch(condition -> condition.holds(key -> first(key, at, resolved)));
  }

  private static Optional<ConfigValue> first(String key, Config at, Config otherwise) {
    try {
      return Optional.of(at.hasPath(key) ? at.getValue(key) : otherwise.getValue(key));
    } catch (ConfigException.Missing | ConfigException.WrongType e) {
      return Optional.empty(); // null, which is told with the structure
    }
  }
}
