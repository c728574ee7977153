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
final class DistillOptions {
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
      names = "--max-complexity",
      paramLabel = "C",
      description = "Nodes of a formula at most. Default: 40.")
  private Integer maxComplexity;

  @Option(
      names = "--reservoir",
      paramLabel = "N",
      description =
          "Rows that formulas are fitted to at most, drawn at random; they are scored on all.")
  private Integer reservoir;

  @Option(
      names = "--define",
      paramLabel = "F(X)=EXPR",
      description =
          "An operator of your own, of one or two arguments: 'swish(x) = x / (1 + exp(-x))'. It is"
              + " one node of a formula. May be given again; later ones may use earlier ones.")
  private List<String> definitions;

  @Option(
      names = "--operators",
      split = ",",
      paramLabel = "OP",
      description =
          "What formulas are made of, e.g. +,-,*,/,exp. Default: + - * / neg square cube sqrt exp"
              + " tanh, and ema, ema_hat with --lags.")
  private List<String> operators;

  @Option(
      names = "--constraint",
      paramLabel = "TEXT",
      description =
          "What formulas may look like: depth <= 6, cost(exp) = 3, nest(tanh, tanh) <= 0, size(pow,"
              + " 2) <= 1, forbid(exp, t). May be given again.")
  private List<String> constraints;

  @Option(
      names = "--complexity",
      split = ",",
      paramLabel = "NAME=C",
      description =
          "What nodes count that do not count 1: operators and columns by name, constant, variable;"
              + " e.g. exp=3,sin=2,constant=2,x=2.")
  private List<String> complexities;

  @Option(
      names = "--guess",
      paramLabel = "EXPR",
      description =
          "A formula to start from; p1, p2, ... are constants to fit. May be given again.")
  private List<String> guesses;

  @Option(
      names = "--template",
      paramLabel = "EXPR",
      description = "The form of every formula, with ? for what is to be found.")
  private String template;

  @Option(
      names = "--units",
      split = ",",
      paramLabel = "UNIT",
      description =
          "Units of the columns without y, in their order or by name: m,s,kg or x=m,t=s; those not"
              + " named are plain numbers. constants=any lets constants have units. Formulas that"
              + " don't fit stand on no front.")
  private List<String> units;

  @Option(
      names = "--y-unit",
      paramLabel = "UNIT",
      description = "The unit of y, e.g. kg*m/s^2. Default, with --units: a plain number's.")
  private String unitOfY;

  @Option(
      names = "--loss",
      paramLabel = "L",
      description =
          "mse, mae, huber(d), quantile(q), or an expression of prediction, y and weight, e.g."
              + " 'abs(prediction - y)^1.5'. Default: mse.")
  private String loss;

  @Option(
      names = "--double",
      description =
          "Fit and score the front's formulas in double precision: for laws to more than seven"
              + " digits. Births are judged in floats anyway.")
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
      settings.validation(rule ? validation : absolute(Path.of(validation)));
    }
    if (test != null) {
      settings.test(absolute(test));
    }
    if (loss != null && loss.isBlank()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "--loss is empty: write mse, mae, huber(d), quantile(q) or an expression of prediction"
              + " and y, or leave the option out");
    }
    search(settings);
    if (seconds != null) {
      settings.seconds(seconds);
    }
    if (rounds != null) {
      settings.rounds(rounds);
    }
    if (stopLoss != null) {
      settings.stopLoss(stopLoss);
    }
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
    if (maxComplexity != null) {
      settings.said(SearchPart.MAX_COMPLEXITY).maxComplexity(maxComplexity);
    }
    if (reservoir != null) {
      settings.said(SearchPart.RESERVOIR).reservoir(reservoir);
    }
    if (definitions != null) {
      settings.said(SearchPart.DEFINE).define(definitions);
    }
    if (complexities != null) {
      settings.said(SearchPart.COMPLEXITY).complexity(complexities);
    }
    if (operators != null) {
      settings.said(SearchPart.OPERATORS).operators(operators);
    }
    if (constraints != null) {
      settings.said(SearchPart.CONSTRAINTS).constraints(constraints);
    }
    if (guesses != null) {
      settings.said(SearchPart.GUESSES).guesses(guesses);
    }
    if (template != null) {
      settings.said(SearchPart.TEMPLATE).template(template);
    }
    if (units != null) {
      settings.said(SearchPart.UNITS).units(units);
    }
    if (unitOfY != null) {
      settings.said(SearchPart.Y_UNIT).unitOfY(unitOfY);
    }
    if (loss != null) {
      settings.said(SearchPart.LOSS).loss(loss);
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
