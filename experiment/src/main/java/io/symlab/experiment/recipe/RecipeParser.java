package io.symlab.experiment.recipe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.symlab.experiment.sweep.SweepPlan;
import io.symlab.model.data.ImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads a recipe as a person wrote it into the trials it asks for. Everything is judged before
 * anything starts, and all that is wrong is said at once.
 *
 * <pre>{@code
 * var trials = RecipeParser.of(settings).parse(text, "demo.conf", List.of("seed=7"), folder);
 * }</pre>
 */
public final class RecipeParser {
  /** Characters of a recipe at most; the door is open to anyone with the keys, not to anything. */
  public static final int LONGEST = 256 * 1024;

  private final Map<ImageSource, String> folders;

  private RecipeParser(Map<ImageSource, String> folders) {
    this.folders = folders;
  }

  /**
   * A parser for a lab.
   *
   * @param settings of the lab: {@code symlab.data.mnist} is where MNIST lies when a recipe does
   *     not say; without it, the environment's {@code SYMLAB_MNIST}; other images likewise
   */
  public static RecipeParser of(Config settings) {
    var folders = new EnumMap<ImageSource, String>(ImageSource.class);
    for (ImageSource source : ImageSource.values()) {
      if (source.files() && !source.own()) {
        String path = "symlab." + source.setting();
        String set = settings.hasPath(path) ? settings.getString(path) : "";
        String environment = System.getenv(source.variable());
        folders.put(source, set.isBlank() && environment != null ? environment : set);
      }
    }
    return new RecipeParser(folders);
  }

  /** The commented file of all keys and their defaults. */
  public static String reference() {
    return RecipeKeys.text();
  }

  /**
   * Reads and judges a recipe.
   *
   * @param text HOCON
   * @param origin the file's name, for messages
   * @param overrides {@code key=value}, later ones win
   * @param directory folder that relative paths are taken from
   * @return one trial, or those of the sweep, in a fixed order
   * @throws RecipeException naming everything that is wrong
   */
  public List<PlannedTrial> parse(
      String text, String origin, List<String> overrides, Path directory) {
    return plan(text, origin, overrides, directory).trials();
  }

  /** The same, with what the recipe says of its trials together. */
  public PlannedExperiment plan(
      String text, String origin, List<String> overrides, Path directory) {
    if (text.length() > LONGEST) {
      throw new RecipeException(
          List.of(origin + ": has " + text.length() + " characters, " + LONGEST + " are the most"));
    }
    Config written;
    Config resolved;
    try {
      written = hocon(text, origin, directory);
      for (String override : overrides) {
        written = override(override, directory).withFallback(written);
      }
      Expansion.check(written, origin);
      resolved = written.withFallback(RecipeKeys.defaults()).resolve();
    } catch (ConfigException e) {
      throw new RecipeException(List.of(plain(e)));
    } catch (StackOverflowError e) {
      throw new RecipeException(List.of(origin + ": its values depend on each other too deeply"));
    }
    var problems = new LinkedHashSet<String>();
    RecipeStructure.check(resolved.root(), problems);
    if (resolved.getIsNull("sweep")) {
      throw new RecipeException(List.of(origin + ": sweep: is null, must be a block"));
    }
    List<Sweep.Point> points = Sweep.points(written, resolved, problems);
    var check = DataCheck.from(directory, folders);
    List<PlannedTrial> trials = new ArrayList<>();
    for (Sweep.Point point : points) {
      Config config =
          point.values().withFallback(written).withFallback(RecipeKeys.defaults()).resolve();
      trials.add(new PlannedTrial(point.label(), RecipeReader.read(config, check, problems)));
    }
    SweepPlan sweep = SweepKeys.read(resolved, directory, points, trials, problems);
    if (!problems.isEmpty()) {
      throw new RecipeException(new ArrayList<>(problems));
    }
    return new PlannedExperiment(trials, sweep);
  }

  private static Config override(String override, Path directory) {
    return hocon(SetOption.hocon(override), "--set " + override, directory);
  }

  private static Config hocon(String text, String origin, Path directory) {
    TextDepth.check(text, origin);
    return ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(origin)
            .setIncluder(new FolderIncluder(directory)));
  }

  /** The library's message without its own habits. */
  private static String plain(ConfigException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^(.*): (\\d+): ", "$1:$2: ");
  }
}
