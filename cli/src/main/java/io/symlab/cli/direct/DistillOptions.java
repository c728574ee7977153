package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.FrontChoices;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.RolloutTable;
import io.symlab.experiment.distill.DistillSettings;
import io.symlab.experiment.distill.SettingsBuilder;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person can say about a search on a table. What is left unsaid is null. */
final class DistillOptions extends FormulaOptions {
  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Another table with the same columns, only reported on.")
  private Path test;

  @Option(
      names = "--names",
      split = ",",
      paramLabel = "NAME",
      description =
          "Names of the columns, of all or of all but y; g0..g19 stands for twenty; or the .json that"
              + " 'lab rollout' left beside its table. Default: the file's, else x0, x1, ...")
  private List<String> names;

  @Option(
      names = "--y",
      split = ",",
      paramLabel = "COL",
      description =
          "The column to explain, by name or number from 0 (-1: the last); of several each gets a"
              + " search and a folder of its own, and none explains another. Default: the last.")
  private List<String> y = List.of();

  @Option(
      names = "--weights",
      paramLabel = "COL",
      description = "A column that says how much each row counts.")
  private String weights;

  @Option(
      names = "--lags",
      split = ",",
      paramLabel = "NAME=COUNT",
      description =
          "Columns that are one signal: g=20 for g0 (newest) ... g19, or g_0 ... g_19. Formulas may"
              + " then average over it.")
  private List<String> lags;

  @Option(
      names = "--validation",
      paramLabel = "RULE",
      description =
          "Rows to choose by: tail (the last fifth), random (a fifth), none, or a file. Default:"
              + " tail with --lags, else random.")
  private String validation;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Search for so long, all resumed parts together. Default: 60, without limit when --rounds"
              + " is given.")
  private Double seconds;

  @Option(names = "--rounds", paramLabel = "N", description = "Search for so many rounds.")
  private Integer rounds;

  @Option(
      names = "--stop-loss",
      paramLabel = "L",
      description = "End when a formula's training loss is not above this.")
  private Double stopLoss;

  @Option(
      names = "--islands",
      paramLabel = "N",
      description = "Populations that evolve side by side; no more threads than these can work.")
  private Integer islands;

  @Option(names = "--population", paramLabel = "N", description = "Members of each island.")
  private Integer population;

  @Option(names = "--seed", paramLabel = "K", description = "Fixes everything random. Default: 1.")
  private Long seed;

  @Option(
      names = "--reservoir",
      paramLabel = "N",
      description =
          "Rows that formulas are fitted to at most, drawn at random; they are scored on all.")
  private Integer reservoir;

  @Option(
      names = "--double",
      description =
          "Search, fit and score in double precision: for laws to more than seven digits. Floats are"
              + " asked only where they can tell.")
  private boolean doubles;

  @Option(
      names = "--choose",
      paramLabel = "RULE",
      completionCandidates = FrontChoices.class,
      description =
          "The member that is meant by default, one of ${COMPLETION-CANDIDATES}. Default:"
              + " simplest.")
  private String choose;

  /** The columns to explain, each by a search of its own; none where it is not said. */
  List<String> targets() {
    return y;
  }

  /** Puts what was said over what is there. */
  void over(SettingsBuilder settings) throws LabException {
    if (names != null) {
      boolean described = names.size() == 1 && names.get(0).endsWith(".json");
      settings.names(described ? described(Path.of(names.get(0))) : names);
    }
    if (y.size() == 1) {
      settings.y(y.get(0));
    }
    if (weights != null) {
      settings.weights(weights);
    }
    if (lags != null) {
      settings.lags(lags);
    }
    if (validation != null) {
      boolean rule = DistillSettings.RULES.contains(validation);
      if (!rule && !validation.equals("-") && !Files.exists(Path.of(validation))) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            "--validation "
                + validation
                + ": it is "
                + String.join(", ", DistillSettings.RULES)
                + ", or a file, and "
                + validation
                + " does not exist");
      }
      settings.validation(rule ? validation : absolute(Path.of(validation)));
    }
    if (test != null) {
      settings.test(absolute(test));
    }
    formulas(settings);
    search(settings);
    if (seconds != null) {
      settings.seconds(number("--seconds", seconds));
    }
    if (rounds != null) {
      settings.rounds(rounds);
    }
    if (stopLoss != null) {
      settings.stopLoss(number("--stop-loss", stopLoss));
    }
  }

  /** NaN stands for what is not said. */
  private static double number(String option, double value) throws LabException {
    if (Double.isNaN(value)) {
      throw new LabException(ExitCode.BAD_INPUT, option + " must be a number, not NaN");
    }
    return value;
  }

  private void search(SettingsBuilder settings) {
    if (islands != null) {
      settings.said(SearchPart.ISLANDS).islands(islands);
    }
    if (population != null) {
      settings.said(SearchPart.POPULATION).population(population);
    }
    if (seed != null) {
      settings.seed(seed);
    }
    if (reservoir != null) {
      settings.said(SearchPart.RESERVOIR).reservoir(reservoir);
    }
    if (doubles) {
      settings.doubles(true);
    }
    if (choose != null) {
      settings.choose(choose);
    }
  }

  /** The names in the description of a table that rollouts made. */
  private static List<String> described(Path file) throws LabException {
    try {
      return RolloutTable.ofBytes(Files.readAllBytes(file), file.toString()).names();
    } catch (IOException e) {
      throw new LabException(ExitCode.BAD_INPUT, "--names " + file + " can't be read: " + e, e);
    } catch (ResultFormatException e) {
      throw new LabException(ExitCode.BAD_INPUT, "--names: " + e.getMessage(), e);
    }
  }

  private static String absolute(Path path) {
    if (TableInput.isStandardInput(path)) {
      return TableInput.STANDARD_INPUT;
    }
    return path.toAbsolutePath().normalize().toString();
  }
}
