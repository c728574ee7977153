package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.symlab.symbolic.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The keys that a recipe can have, as the reference file lists them, with their defaults. */
final class RecipeKeys {
  private static final String NAME = "recipe-reference.conf";
  private static final String TEXT = load();
  private static final Config DEFAULTS =
      ConfigFactory.parseString(TEXT, ConfigParseOptions.defaults().setOriginDescription(NAME));
  private static final Set<String> LEAVES = new LinkedHashSet<>();
  private static final Set<String> SECTIONS = new LinkedHashSet<>();
  private static final Set<String> NAMING_KEYS = Set.of("sweep.grid", "sweep.random");

  static {
    collect("", DEFAULTS.root());
    SECTIONS.addAll(NAMING_KEYS);
  }

  private RecipeKeys() {}

  /** The commented reference file. */
  static String text() {
    return TEXT;
  }

  static Config defaults() {
    return DEFAULTS;
  }

  /** Keys that hold a value, e.g. {@code meta-train.epochs}. */
  static Set<String> leaves() {
    return LEAVES;
  }

  static boolean isLeaf(String path) {
    return LEAVES.contains(path);
  }

  static boolean isSection(String path) {
    return SECTIONS.contains(path);
  }

  /** Whether a section's keys are names of other keys. */
  static boolean namesKeys(String section) {
    return NAMING_KEYS.contains(section);
  }

  /** The key that was probably meant: a slip of the whole path, or one left without its section. */
  static Optional<String> nearest(String path) {
    Set<String> all = new LinkedHashSet<>(LEAVES);
    all.addAll(SECTIONS);
    var near = NearestName.of(path, all);
    if (near.isPresent()) {
      return near;
    }
    String last = path.substring(path.lastIndexOf('.') + 1);
    String best = null;
    int least = Math.max(2, last.length() / 3) + 1;
    for (String candidate : all) {
      int edits = NearestName.edits(last, candidate.substring(candidate.lastIndexOf('.') + 1));
      if (edits < least && edits < last.length()) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a value comes from the reference file. */
  static boolean isDefault(ConfigOrigin origin) {
    return origin.description().startsWith(NAME);
  }

  private static void collect(String prefix, ConfigObject object) {
    // The library forgets the order; the lines remember it.
    var entries = new ArrayList<>(object.entrySet());
    entries.sort(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()));
    for (var entry : entries) {
      String path = prefix + entry.getKey();
      ConfigValue value = entry.getValue();
      if (value.valueType() == ConfigValueType.OBJECT) {
        SECTIONS.add(path);
        collect(path + ".", (ConfigObject) value);
      } else {
        LEAVES.add(path);
      }
    }
  }

  private static String load() {
    try (InputStream in = RecipeKeys.class.getResourceAsStream("/" + NAME)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + "/" + NAME);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
