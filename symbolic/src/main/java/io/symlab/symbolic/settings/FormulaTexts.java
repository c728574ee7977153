package io.symlab.symbolic.settings;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.formula.Template;
import java.util.List;

/**
 * What a person writes of the formulas that are to be found, in words of the columns; {@link
 * FormulaReader} reads it.
 *
 * @param definitions operators of one's own, each of which may use those before it, see {@link
 *     OwnOperators}
 * @param operators by name or sign; none: the usual ones and those that are defined, and averages
 *     where there is a signal
 * @param loss see {@link Loss#parse}; empty: the squared error
 * @param constraints one a text, see {@link Constraints#parse}
 * @param complexities of operators, columns, {@code constant} and {@code variable}, one a text:
 *     {@code exp = 3}
 * @param guesses formulas to start from, see {@link Guess#parse}
 * @param template the form that every formula must have, see {@link Template#parse}; empty: any
 * @param units of all columns in their order, or of some by name, {@code x = m/s}; {@code constants
 *     = any} for constants that may have any; none: nothing is said of units
 * @param unitOfY empty: a plain number's, where there are units
 */
public record FormulaTexts(
    List<String> definitions,
    List<String> operators,
    String loss,
    List<String> constraints,
    List<String> complexities,
    List<String> guesses,
    String template,
    List<String> units,
    String unitOfY) {
  /** Nothing said. */
  public static final FormulaTexts NONE = new FormulaTexts(List.of(), "", List.of(), List.of(), "");

  public FormulaTexts {
    definitions = List.copyOf(definitions);
    operators = List.copyOf(operators);
    constraints = List.copyOf(constraints);
    complexities = List.copyOf(complexities);
    guesses = List.copyOf(guesses);
    units = List.copyOf(units);
  }

  /** With no operators of one's own, no units, and every node of the usual complexity. */
  public FormulaTexts(
      List<String> operators,
      String loss,
      List<String> constraints,
      List<String> guesses,
      String template) {
    this(List.of(), operators, loss, constraints, List.of(), guesses, template, List.of(), "");
  }
}
