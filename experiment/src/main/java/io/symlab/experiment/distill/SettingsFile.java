package io.symlab.experiment.distill;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.DistillBlock;
import io.symlab.experiment.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the settings of a run from a file: a recipe's {@code distill} block, or its keys alone. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Puts what a file says over what is there.
   *
   * @return what is worth telling: keys that mean nothing here
   * @throws LabException naming the file, the line, and what is wrong
   */
  public static List<String> read(Path file, SettingsBuilder settings) throws LabException {
    try {
      Config config =
          ConfigFactory.parseString(
                  Files.readString(file),
                  ConfigParseOptions.defaults()
                      .setSyntax(ConfigSyntax.CONF)
                      .setOriginDescription(file.toString()))
              .resolve();
      DistillBlock block = DistillBlock.read(config);
      block.number("seed").ifPresent(settings::seed);
      block.number("islands").ifPresent(v -> settings.islands(whole(v)));
      block.number("population").ifPresent(v -> settings.population(whole(v)));
      block.number("rounds").ifPresent(v -> settings.rounds(whole(v)));
      block.number("slack").ifPresent(v -> settings.slack(whole(v)));
      block.number("reservoir").ifPresent(v -> settings.reservoir(whole(v)));
      block.number("max-complexity").ifPresent(v -> settings.maxComplexity(whole(v)));
      block.texts("operators").ifPresent(settings::operators);
      block.texts("constraints").ifPresent(settings::constraints);
      block.texts("guesses").ifPresent(settings::guesses);
      block.texts("lags").ifPresent(settings::lags);
      block.text("template").ifPresent(settings::template);
      block.text("loss").ifPresent(settings::loss);
      block.text("choose").ifPresent(settings::choose);
      return block.ignored();
    } catch (ConfigException e) {
      throw new LabException(LabException.BAD_INPUT, "--config: " + e.getMessage(), e);
    } catch (RecipeException e) {
      throw new LabException(
          LabException.BAD_INPUT, "--config: " + String.join("\n", e.problems()), e);
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT, "--config " + file + " can't be read: " + e, e);
    }
  }

  /** Too large a number stays one. */
  private static int whole(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
