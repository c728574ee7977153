package io.symlab.experiment.distill;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.DistillBlock;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.symbolic.regression.RegressionBuilder;
import io.symlab.symbolic.settings.SearchPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

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
      block.number("rounds").ifPresent(v -> settings.rounds(whole(v)));
      block.texts("lags").ifPresent(settings::lags);
      new Parts(block, settings)
          .number(SearchPart.ISLANDS, RegressionBuilder::islands)
          .number(SearchPart.POPULATION, RegressionBuilder::population)
          .number(SearchPart.SLACK, RegressionBuilder::slack)
          .number(SearchPart.RESERVOIR, RegressionBuilder::reservoir)
          .number(SearchPart.MAX_COMPLEXITY, RegressionBuilder::maxComplexity)
          .texts(SearchPart.DEFINE, RegressionBuilder::define)
          .texts(SearchPart.OPERATORS, RegressionBuilder::operators)
          .texts(SearchPart.CONSTRAINTS, RegressionBuilder::constraints)
          .texts(SearchPart.COMPLEXITY, RegressionBuilder::complexity)
          .texts(SearchPart.GUESSES, RegressionBuilder::guesses)
          .texts(SearchPart.UNITS, RegressionBuilder::units)
          .text(SearchPart.Y_UNIT, RegressionBuilder::unitOfY)
          .text(SearchPart.TEMPLATE, RegressionBuilder::template)
          .text(SearchPart.LOSS, RegressionBuilder::loss);
      block.text("choose").ifPresent(settings::choose);
      return block.ignored();
    } catch (ConfigException e) {
      throw new LabException(LabException.BAD_INPUT, "--config: " + e.getMessage(), e);
    } catch (RecipeException e) {
      throw new LabException(
          LabException.BAD_INPUT, "--config: " + String.join("\n", e.problems()), e);
    } catch (NoSuchFileException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--config "
              + file
              + ": there is no such file; it takes the distill block of a recipe, or its keys alone",
          e);
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--config "
              + file
              + (Files.isDirectory(file)
                  ? " is a folder; name a file"
                  : " can't be read: " + e.getMessage()),
          e);
    }
  }

  /** Puts the parts of a search that a file has over those that are there. */
  private record Parts(DistillBlock block, SettingsBuilder settings) {
    Parts number(SearchPart part, BiConsumer<RegressionBuilder, Integer> setter) {
      block.number(part.key()).ifPresent(v -> setter.accept(written(part), whole(v)));
      return this;
    }

    Parts texts(SearchPart part, BiConsumer<RegressionBuilder, List<String>> setter) {
      block.texts(part.key()).ifPresent(v -> setter.accept(written(part), v));
      return this;
    }

    Parts text(SearchPart part, BiConsumer<RegressionBuilder, String> setter) {
      block.text(part.key()).ifPresent(v -> setter.accept(written(part), v));
      return this;
    }

    private RegressionBuilder written(SearchPart part) {
      return settings.written(part, block.places(part.key()));
    }
  }

  /** Too large a number stays one. */
  private static int whole(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
