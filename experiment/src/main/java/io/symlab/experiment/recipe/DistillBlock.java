package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import io.symlab.symbolic.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The keys of a recipe's {@code distill} block that say how formulas are searched for, for searches
 * that have a table instead of rollouts. Ranges are for who searches to judge.
 */
public final class DistillBlock {
  private static final Set<String> NUMBERS =
      Set.of("seed", "islands", "population", "rounds", "slack", "reservoir", "max-complexity");
  private static final Set<String> LISTS =
      Set.of("define", "operators", "constraints", "complexity", "guesses", "units", "lags");
  private static final String CHOOSE = "choose";
  private static final Set<String> TEXTS = Set.of("template", "loss", "y-unit", CHOOSE);

  /** Keys that speak of rollouts; tables say with lags which columns formulas may average. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "rollouts",
          "steps",
          "coordinates",
          "window",
          "memory",
          "write-samples",
          "rounds-per-batch");

  private final RecipeValues values;
  private final Config block;
  private final List<String> ignored = new ArrayList<>();

  private DistillBlock(Config block, RecipeValues values) {
    this.block = block;
    this.values = values;
  }

  /**
   * Reads the block, or a file that is nothing but its keys.
   *
   * @throws RecipeException naming everything that is wrong, with its line
   */
  public static DistillBlock read(Config file) {
    Config block = file.hasPath("distill") ? file.getConfig("distill") : file;
    Set<String> problems = new LinkedHashSet<>();
    var read = new DistillBlock(block, new RecipeValues(block, problems));
    for (Map.Entry<String, ConfigValue> entry : block.root().entrySet()) {
      read.judge(entry.getKey(), entry.getValue(), problems);
    }
    if (!problems.isEmpty()) {
      throw new RecipeException(new ArrayList<>(problems));
    }
    return read;
  }

  private void judge(String key, ConfigValue value, Set<String> problems) {
    if (NUMBERS.contains(key)) {
      values.wide(key, 0, Long.MAX_VALUE);
    } else if (LISTS.contains(key)) {
      values.texts(key, RecipeValues.LONGEST, RecipeValues.MOST);
    } else if (key.equals(CHOOSE) && values.says(key, Recipe.META_LOSS)) {
      // A table has no problem to try formulas on.
      ignored.add(key);
    } else if (TEXTS.contains(key)) {
      values.text(key, RecipeValues.LONGEST);
    } else if (ELSEWHERE.contains(key)) {
      ignored.add(key);
    } else {
      Set<String> known = new LinkedHashSet<>(NUMBERS);
      known.addAll(LISTS);
      known.addAll(TEXTS);
      problems.add(
          RecipeValues.where(value.origin())
              + "there is no key "
              + key
              + NearestName.of(key, known).map(name -> "; did you mean " + name + "?").orElse(""));
    }
  }

  /** A whole number, where the block has the key. */
  public OptionalLong number(String key) {
    return block.hasPath(key)
        ? OptionalLong.of(values.wide(key, 0, Long.MAX_VALUE))
        : OptionalLong.empty();
  }

  public Optional<String> text(String key) {
    return block.hasPath(key) && !ignored.contains(key)
        ? Optional.of(values.text(key, RecipeValues.LONGEST))
        : Optional.empty();
  }

  public Optional<List<String>> texts(String key) {
    return block.hasPath(key)
        ? Optional.of(values.texts(key, RecipeValues.LONGEST, RecipeValues.MOST))
        : Optional.empty();
  }

  /** Where a key's value, or each text of its list, stands: {@code run.conf:3: guesses}. */
  public List<String> places(String key) {
    List<ConfigOrigin> origins =
        LISTS.contains(key)
            ? values.placed(key).stream().map(RecipeValues.Placed::origin).toList()
            : List.of(values.origin(key));
    return origins.stream().map(origin -> RecipeValues.where(origin) + key).toList();
  }

  /** Keys that are there and mean nothing to a search on a table. */
  public List<String> ignored() {
    return List.copyOf(ignored);
  }
}
