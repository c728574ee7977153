package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.symbolic.NearestName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads single values of a recipe as what they are wanted to be. What is none is told, with its
 * place, and its key is no longer sound.
 */
final class ValueReader {
  private final Collection<String> problems;
  private final Set<String> unsound = new HashSet<>();

  ValueReader(Collection<String> problems) {
    this.problems = problems;
  }

  /** Whether nothing was wrong with a key's value. */
  boolean sound(String path) {
    return !unsound.contains(path);
  }

  /** Whether nothing was wrong with any value. */
  boolean clean() {
    return unsound.isEmpty();
  }

  /** Tells something about a key's value, place and all. */
  void problem(String path, String text) {
    unsound.add(path);
    problems.add(text);
  }

  Optional<Long> wideOf(String path, ConfigValue value, long least, long most) {
    Optional<Double> number = plainNumber(value);
    if (number.isPresent()) {
      long whole = value.unwrapped() instanceof Number n ? n.longValue() : Math.round(number.get());
      if (whole == number.get() && whole >= least && whole <= most) {
        return Optional.of(whole);
      }
    }
    return wrong(path, value, String.format("a whole number from %,d to %,d", least, most));
  }

  Optional<Double> numberOf(String path, ConfigValue value, Range range) {
    return number(path, value, range, range::words);
  }

  /** A number; messages tell of the word that there may be in its place. */
  Optional<Double> numberOr(String path, ConfigValue value, Range range, String word) {
    return number(path, value, range, () -> range.words() + ", or \"" + word + "\"");
  }

  private Optional<Double> number(
      String path, ConfigValue value, Range range, Supplier<String> wanted) {
    Optional<Double> number = plainNumber(value);
    if (number.isEmpty() || !range.holds(number.get())) {
      return wrong(path, value, wanted.get());
    }
    return number;
  }

  /** Numbers, and text that is one: what ${?VARIABLES} of the environment give. */
  private static Optional<Double> plainNumber(ConfigValue value) {
    if (value.unwrapped() instanceof Number n) {
      return Optional.of(n.doubleValue());
    }
    if (value.valueType() == ConfigValueType.STRING) {
      try {
        return Optional.of(Double.valueOf((String) value.unwrapped()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  Optional<Boolean> flagOf(String path, ConfigValue value) {
    if (value.unwrapped() instanceof Boolean flag) {
      return Optional.of(flag);
    }
    if (value.valueType() == ConfigValueType.STRING) {
      String text = (String) value.unwrapped();
      if (List.of("true", "yes", "on").contains(text)) {
        return Optional.of(true);
      }
      if (List.of("false", "no", "off").contains(text)) {
        return Optional.of(false);
      }
    }
    return wrong(path, value, "true or false");
  }

  Optional<String> textOf(String path, ConfigValue value, int longest) {
    if (value.valueType() != ConfigValueType.STRING
        && value.valueType() != ConfigValueType.NUMBER) {
      return wrong(path, value, "text");
    }
    String text = value.atKey("written").getString("written"); // of a number, as it was typed
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      return wrong(path, value, "one line of " + longest + " characters at most");
    }
    return Optional.of(text);
  }

  <T> Optional<T> parsedOf(String path, ConfigValue value, Function<String, T> parser) {
    Optional<String> text = textOf(path, value, RecipeValues.LONGEST);
    try {
      return text.map(parser);
    } catch (IllegalArgumentException e) {
      unsound.add(path);
      problems.add(RecipeValues.where(value.origin()) + path + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  <T> Optional<T> choiceOf(
      String path, ConfigValue value, List<String> names, Function<String, Optional<T>> named) {
    String name = String.valueOf(value.unwrapped());
    Optional<T> found = named.apply(name);
    if (found.isPresent()) {
      return found;
    }
    unsound.add(path);
    problems.add(
        RecipeValues.where(value.origin())
            + path
            + ": there is no "
            + RecipeValues.shown(value)
            + NearestName.of(name, names).map(n -> "; did you mean " + n + "?").orElse("")
            + " (there is: "
            + String.join(", ", names)
            + ")");
    return Optional.empty();
  }

  /** Tells that a value is none of what was wanted. */
  <T> Optional<T> wrong(String path, ConfigValue value, String wanted) {
    unsound.add(path);
    problems.add(
        RecipeValues.where(value.origin())
            + path
            + " = "
            + RecipeValues.shown(value)
            + ": must be "
            + wanted);
    return Optional.empty();
  }
}
