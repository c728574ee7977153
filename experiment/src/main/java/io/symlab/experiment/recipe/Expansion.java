package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a recipe becomes when its substitutions are put in, found without doing it: forty lines
 * such as {@code b = ${a}${a}} would fill any memory.
 */
final class Expansion {
  /** In characters; the recipe with all keys has some twenty thousand. */
  static final double LONGEST = 4e6;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]*)}");

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Double> lengths = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  private Expansion() {}

  /**
   * Judges a recipe that has been parsed and not resolved.
   *
   * @throws ConfigException when it would become too long
   */
  static void check(Config written, String origin) {
    var expansion = new Expansion();
    expansion.collect("", written.root());
    double all = 0;
    for (String path : List.copyOf(expansion.texts.keySet())) {
      all += expansion.length(path);
      if (all > LONGEST) {
        throw new ConfigException.Generic(
            origin
                + ": its substitutions ("
                + path
                + ") would make it longer than "
                + (long) LONGEST
                + " characters");
      }
    }
  }

  private void collect(String path, ConfigValue value) {
    List<String> keys = value instanceof ConfigObject block ? keys(block) : List.of();
    if (keys.isEmpty()) {
      texts.put(path, value.render(ConfigRenderOptions.concise().setJson(false)));
    } else {
      for (String key : keys) {
        collect(path.isEmpty() ? key : path + "." + key, ((ConfigObject) value).get(key));
      }
    }
  }

  /** None of a block that is known only when it is put together. */
  private static List<String> keys(ConfigObject block) {
    try {
      return new ArrayList<>(block.keySet());
    } catch (ConfigException.NotResolved e) {
      return List.of();
    }
  }

  private double length(String path) {
    Double known = lengths.get(path);
    if (known != null) {
      return known;
    }
    underWay.add(path);
    String text = texts.get(path);
    double length = text.length();
    double own = 1;
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String named = reference.group(1).replace("\"", "").strip();
      double added = 0;
      for (String other : meant(named)) {
        if (underWay.contains(other)) {
          own *= 2; // of what it was before: at most twice as long with every mention
        } else {
          added += length(other);
        }
      }
      length = Math.min(length + added, 2 * LONGEST);
    }
    length = Math.min(length * own, 2 * LONGEST);
    underWay.remove(path);
    lengths.put(path, length);
    return length;
  }

  /** What a name stands for: a value, all of a block, or what a value yet unknown has in it. */
  private List<String> meant(String named) {
    List<String> meant = new ArrayList<>();
    for (String path : texts.keySet()) {
      if (path.equals(named)
          || path.startsWith(named + ".")
          || (!path.isEmpty() && named.startsWith(path + "."))) {
        meant.add(path);
      }
    }
    return meant;
  }
}
