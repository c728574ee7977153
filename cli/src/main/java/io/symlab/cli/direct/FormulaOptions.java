package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.distill.SettingsBuilder;
import io.symlab.symbolic.settings.SearchPart;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * What a person can say about the formulas that a search looks for. What is left unsaid is null.
 */
class FormulaOptions {
  @Option(
      names = "--max-complexity",
      paramLabel = "C",
      description = "Nodes of a formula at most. Default: 40.")
  private Integer maxComplexity;

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
      description =
          "The form of every formula, with ? for what is to be found, ?(a, b) where only these columns"
              + " may stand, ?f(a) - ?f(b) for one function in several places, p1, p2, ... for"
              + " constants and p1[city] for a constant per value of a category.")
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

  /** Puts what was said over what is there. */
  final void formulas(SettingsBuilder settings) throws LabException {
    if (loss != null && loss.isBlank()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "--loss is empty: write mse, mae, huber(d), quantile(q) or an expression of prediction"
              + " and y, or leave the option out");
    }
    if (maxComplexity != null) {
      settings.said(SearchPart.MAX_COMPLEXITY).maxComplexity(maxComplexity);
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
  }
}
