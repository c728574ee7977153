package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Typed, ranged values out of a resolved recipe; for the {@link RecipeReader}. What is wrong is
 * collected, with its place, and a harmless value stands in, so that one reading finds everything.
 */
final class RecipeValues {
  /** Characters of a text at most. */
  static final int LONGEST = 10_000;

  /** Texts of a list at most. */
  static final int MOST = 1_000;

  private final Config config;
  private final ValueReader reader;

  RecipeValues(Config config, Collection<String> problems) {
    this.config = config;
    this.reader = new ValueReader(problems);
  }

  int whole(String path, int least, int most) {
    return (int) wide(path, least, most);
  }

  long wide(String path, long least, long most) {
    return at(path).flatMap(v -> reader.wideOf(path, v, least, most)).orElse(least);
  }

  double number(String path, Range range) {
    return at(path).flatMap(v -> reader.numberOf(path, v, range)).orElse(range.standIn());
  }

  /** A number, or a word in its place, for which it is empty. */
  OptionalDouble numberOr(String path, Range range, String word) {
    if (at(path).isEmpty() || says(path, word)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        at(path).flatMap(v -> reader.numberOr(path, v, range, word)).orElse(range.standIn()));
  }

  List<Integer> wholes(String path, int least, int most, int longest) {
    return list(path, longest, (at, v) -> reader.wideOf(at, v, least, most).map(Long::intValue));
  }

  List<Double> numbers(String path, Range range, int longest) {
    return list(path, longest, (at, v) -> reader.numberOf(at, v, range));
  }

  boolean flag(String path) {
    return at(path).flatMap(v -> reader.flagOf(path, v)).orElse(false);
  }

  String text(String path, int longest) {
    return at(path).flatMap(v -> reader.textOf(path, v, longest)).orElse("");
  }

  List<String> texts(String path, int longest, int most) {
    return list(path, most, (at, v) -> reader.textOf(at, v, longest));
  }

  /** Whether a value that may be something else is this word. */
  boolean says(String path, String word) {
    return at(path).map(v -> word.equals(v.unwrapped())).orElse(false);
  }

  /** A text that a parser takes; what it throws is told. */
  <T> Optional<T> parsed(String path, Function<String, T> parser) {
    return at(path).flatMap(v -> reader.parsedOf(path, v, parser));
  }

  /** A text of a list, and where it stands. */
  record Placed(String text, ConfigOrigin origin) {}

  /** The texts of a list, one by one. */
  List<Placed> placed(String path) {
    return list(
        path,
        MOST,
        (at, v) -> reader.textOf(at, v, LONGEST).map(text -> new Placed(text, v.origin())));
  }

  /** The sections of a list, as they stand there. */
  List<ConfigObject> sections(String path, int most) {
    return list(
        path,
        most,
        (at, v) ->
            v instanceof ConfigObject section
                ? Optional.of(section)
                : reader.wrong(at, v, "a section, e.g. { kind = lasso }"));
  }

  /** A whole section; it must be there. */
  ConfigObject section(String path) {
    return config.getObject(path);
  }

  /** Where a key's value stands; it must be there. */
  ConfigOrigin origin(String path) {
    return config.getValue(path).origin();
  }

  /** One of some names. */
  String choice(String path, List<String> names) {
    return at(path)
        .flatMap(
            v -> reader.choiceOf(path, v, names, name -> Optional.of(name).filter(names::contains)))
        .orElse(names.get(0));
  }

  /** A list of distinct things by their names, one at least; {@code names} are for messages. */
  <T> List<T> choices(
      String path, List<String> names, Function<String, Optional<T>> named, int longest) {
    List<T> chosen = choicesOrNone(path, names, named, longest);
    if (sound(path) && chosen.isEmpty()) {
      problem(path, "must name at least one");
    }
    return chosen;
  }

  /** The same, perhaps none. */
  <T> List<T> choicesOrNone(
      String path, List<String> names, Function<String, Optional<T>> named, int longest) {
    List<T> chosen = list(path, longest, (at, v) -> reader.choiceOf(at, v, names, named));
    if (chosen.stream().distinct().count() < chosen.size()) {
      problem(path, "names something twice");
    }
    return chosen;
  }

  /** Whether a person wrote this key; otherwise it is the default's. */
  boolean written(String path) {
    return at(path).map(value -> !RecipeKeys.isDefault(value.origin())).orElse(false);
  }

  /** Whether a key says anything else than the default. */
  boolean changed(String path) {
    Object usual = RecipeKeys.defaults().getValue(path).unwrapped();
    return at(path).map(value -> !value.unwrapped().equals(usual)).orElse(false);
  }

  /** Whether the values of these keys were given and read well, so that they can be compared. */
  boolean sound(String... paths) {
    return Arrays.stream(paths).allMatch(path -> at(path).isPresent() && reader.sound(path));
  }

  /** Whether nothing was wrong with any value so far. */
  boolean clean() {
    return reader.clean();
  }

  /** Adds a problem with a key that is told already, place and all. */
  void told(String path, String problem) {
    reader.problem(path, problem);
  }

  /** Adds a problem with what stands at this place. */
  void problem(String path, ConfigOrigin origin, String what) {
    reader.problem(path, where(origin) + path + ": " + what);
  }

  /** Adds a problem with a key's value. */
  void problem(String path, String what) {
    reader.problem(
        path,
        at(path).map(v -> where(v.origin()) + path + " = " + shown(v)).orElse(path) + ": " + what);
  }

  /** {@code file:line: }, as compilers say it. */
  static String where(ConfigOrigin origin) {
    String description = origin.description();
    int line = origin.lineNumber();
    if (line < 0) {
      return description + ": ";
    }
    String suffix = ": " + line;
    String file =
        description.endsWith(suffix)
            ? description.substring(0, description.length() - suffix.length())
            : description;
    return file.startsWith("--") ? file + ": " : file + ":" + line + ": ";
  }

  static String shown(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private Optional<ConfigValue> at(String path) {
    // A missing or null value has been reported with the structure.
    return config.hasPath(path) ? Optional.of(config.getValue(path)) : Optional.empty();
  }

  private <T> List<T> list(
      String path, int longest, BiFunction<String, ConfigValue, Optional<T>> item) {
    Optional<ConfigValue> value = at(path);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof ConfigList list)) {
      reader.wrong(path, value.get(), "a list, e.g. [a, b]");
      return List.of();
    }
    if (list.size() > longest) {
      problem(path, "has " + list.size() + " entries, " + longest + " are the most");
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (ConfigValue entry : list) {
      item.apply(path, entry).ifPresent(items::add);
    }
    return List.copyOf(items);
  }

  /** Numbers between two bounds, the lower one perhaps left out. */
  record Range(double least, boolean open, double most) {
    static Range of(double least, double most) {
      return new Range(least, false, most);
    }

    /** Above 0. */
    static Range positive(double most) {
      return new Range(0, true, most);
    }

    boolean holds(double x) {
      return (open ? x > least : x >= least) && x <= most;
    }

    double standIn() {
      return most;
    }

    String words() {
      return open
          ? "a number above " + brief(least) + ", at most " + brief(most)
          : "a number from " + brief(least) + " to " + brief(most);
    }

    private static String brief(double x) {
      return x == Math.rint(x) ? String.format(Locale.ROOT, "%,d", (long) x) : Double.toString(x);
    }
  }
}
