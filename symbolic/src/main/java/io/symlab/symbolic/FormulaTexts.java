package io.symlab.symbolic;

import java.util.List;

/**
 * What a person writes of the formulas that are to be found, in words of the columns; {@link
 * FormulaReader} reads it.
 *
 * @param operators by name or sign; none: the usual ones, and averages where there is a signal
 * @param loss see {@link Loss#parse}; empty: the squared error
 * @param constraints one a text, see {@link Constraints#parse}
 * @param guesses formulas to start from, see {@link Guess#parse}
 * @param template the form that every formula must have, see {@link Template#parse}; empty: any
 */
public record FormulaTexts(
    List<String> operators,
    String loss,
    List<String> constraints,
    List<String> guesses,
    String template) {
  /** Nothing said. */
  public static final FormulaTexts NONE = new FormulaTexts(List.of(), "", List.of(), List.of(), "");

  public FormulaTexts {
    operators = List.copyOf(operators);
    constraints = List.copyOf(constraints);
    guesses = List.copyOf(guesses);
  }
}
