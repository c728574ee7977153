package io.symlab.actors.host;

import com.typesafe.config.Config;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.data.ImageSource;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.model.optimizee.ProblemFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of trials on a host that is not the lab's own: where they lie there, which is where the
 * lab has them, where the host's own settings say, or among what was fetched before. Which are the
 * right ones is decided by the checksum that a trial was submitted with.
 */
public final class HostData {
  private static final Logger LOG = LoggerFactory.getLogger(HostData.class);
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");
  private static final int SHOWN = 12;

  private final String host;
  private final Map<ImageSource, String> own;
  private final Path cache;
  private final Set<String> coming = ConcurrentHashMap.newKeySet();

  /**
   * @param host to be named
   * @param own folders of the host's own
   * @param cache folder for what is fetched
   */
  public HostData(String host, Map<ImageSource, String> own, Path cache) {
    this.host = host;
    this.own = Map.copyOf(own);
    this.cache = cache;
  }

  /** With the folders that {@code symlab.data} names. */
  public static HostData of(String host, Config config, Path cache) {
    Map<ImageSource, String> own = new EnumMap<>(ImageSource.class);
    for (ImageSource source : ImageSource.values()) {
      String path = "symlab." + source.setting();
      if (!source.own() && config.hasPath(path) && !config.getString(path).isBlank()) {
        own.put(source, config.getString(path));
      }
    }
    return new HostData(host, own, cache);
  }

  /**
   * A trial's frozen recipe with the place that its data have here. Reads the data, or what has
   * changed of them; belongs on a dispatcher for files.
   *
   * @param checksum that they must have
   * @return empty when they are not here
   */
  Optional<String> find(String recipe, String checksum) {
    OptimizeeSettings asked = Recipe.ofJson(recipe).optimizee();
    for (OptimizeeSettings one : places(asked, checksum)) {
      try {
        Optional<ProblemData> data = ProblemData.of(one);
        if (data.isEmpty() || data.get().checksum().equals(checksum)) {
          return Optional.of(Recipe.withOptimizee(recipe, one));
        }
        LOG.info(
            "the data in {} are others than a trial's: their SHA-256 is {}, not {}",
            data.get().place(),
            shown(data.get().checksum()),
            shown(checksum));
      } catch (DataException e) {
        LOG.debug("no data of a trial: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private List<OptimizeeSettings> places(OptimizeeSettings asked, String checksum) {
    List<OptimizeeSettings> places = new ArrayList<>();
    places.add(moved(asked, part -> part.data().directory()));
    places.add(
        moved(
            asked,
            part ->
                ImageSource.named(part.data().kind())
                    .map(own::get)
                    .orElse(part.data().directory())));
    places.add(ProblemFiles.in(asked, folder(checksum)));
    return places;
  }

  /** The same with its images in other folders; nothing is loaded from elsewhere. */
  private static OptimizeeSettings moved(
      OptimizeeSettings asked, Function<OptimizeeSettings, String> folder) {
    return asked.ofParts(
        asked.parts().stream()
            .map(part -> part.onImages() ? part.withData(part.data().at(folder.apply(part))) : part)
            .toList());
  }

  /**
   * Where data are to lie that are fetched.
   *
   * @throws ForeignMessageException when that is no checksum
   */
  Path folder(String checksum) {
    if (!SUM.matcher(checksum).matches()) {
      throw new ForeignMessageException("named data \"" + checksum + "\"");
    }
    return cache.resolve(checksum);
  }

  /**
   * A trial's frozen recipe with the place of what has been fetched.
   *
   * @throws DataException when those are not its data, naming both sums
   */
  String fetched(String recipe, String checksum) {
    OptimizeeSettings here = ProblemFiles.in(Recipe.ofJson(recipe).optimizee(), folder(checksum));
    String sum = ProblemData.of(here).map(ProblemData::checksum).orElse(checksum);
    if (!sum.equals(checksum)) {
      throw new DataException(
          "the data that the worker "
              + host
              + " got from the lab are not the trial's: their SHA-256 is "
              + shown(sum)
              + " and should be "
              + shown(checksum)
              + "; put the lab's files back, or cancel and submit again");
    }
    return Recipe.withOptimizee(recipe, here);
  }

  /** Whether the caller may fetch them: nobody else does. It is to {@link #release} them. */
  boolean claim(String checksum) {
    return coming.add(checksum);
  }

  void release(String checksum) {
    coming.remove(checksum);
  }

  private static String shown(String sum) {
    return sum.length() > SHOWN ? sum.substring(0, SHOWN) + "..." : sum;
  }
}
