package io.symlab.experiment.distill;

import io.symlab.symbolic.table.Roles;
import java.util.List;

/**
 * What is searched for and where, as a person writes it: all that decides the result, and nothing
 * that does not. A run is resumed with the same settings only.
 *
 * @param names of the columns, see {@link Roles}
 * @param y see {@link Roles}
 * @param weights see {@link Roles}
 * @param lags see {@link Roles}
 * @param validation {@code tail}, {@code random}, or a file; empty: tail with lags, else random
 * @param test a file to report on; empty: none
 * @param seed fixes everything
 * @param islands populations
 * @param population members of each
 * @param slack rounds that migrants may be under way
 * @param reservoir rows that formulas are fitted to at most; more are drawn from at random
 * @param maxComplexity of a formula
 * @param operators by name or sign; empty: the usual ones
 * @param constraints see {@code Constraints.parse}
 * @param guesses formulas to start from
 * @param template the form of every formula; empty: none
 * @param loss see {@code Loss.parse}
 * @param choose which member of the front is meant, the name of a {@code FrontChoice}
 */
public record DistillSettings(
    List<String> names,
    String y,
    String weights,
    List<String> lags,
    String validation,
    String test,
    long seed,
    int islands,
    int population,
    int slack,
    int reservoir,
    int maxComplexity,
    List<String> operators,
    List<String> constraints,
    List<String> guesses,
    String template,
    String loss,
    String choose) {
  public static final String TAIL = "tail";
  public static final String RANDOM = "random";

  public DistillSettings {
    names = List.copyOf(names);
    lags = List.copyOf(lags);
    operators = List.copyOf(operators);
    constraints = List.copyOf(constraints);
    guesses = List.copyOf(guesses);
  }

  /** The columns' roles. */
  public Roles roles() {
    return new Roles(names, y, weights, lags);
  }

  /** The rule of validation, with the default filled in. */
  String validationRule() {
    return !validation.isEmpty() ? validation : lags.isEmpty() ? RANDOM : TAIL;
  }

  /** Whether validation rows come from a file of their own. */
  boolean hasValidationFile() {
    return !validationRule().equals(TAIL) && !validationRule().equals(RANDOM);
  }
}
