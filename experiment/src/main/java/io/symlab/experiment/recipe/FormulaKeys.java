package io.symlab.experiment.recipe;

import io.symlab.symbolic.Constraints;
import io.symlab.symbolic.Guess;
import io.symlab.symbolic.Loss;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.Template;
import java.util.List;
import java.util.Optional;

/** The keys of {@code distill} whose texts speak of formulas and columns; for the reader. */
final class FormulaKeys {
  private static final String LOSS = "distill.loss";
  private static final String CONSTRAINTS = "distill.constraints";
  private static final String GUESSES = "distill.guesses";
  private static final String TEMPLATE = "distill.template";

  private final RecipeValues values;

  FormulaKeys(RecipeValues values) {
    this.values = values;
  }

  SearchTexts texts() {
    return new SearchTexts(
        values.texts(CONSTRAINTS, SearchTexts.LONGEST, SearchTexts.MOST),
        values.texts(GUESSES, SearchTexts.LONGEST, SearchTexts.MOST),
        values.text(TEMPLATE, SearchTexts.LONGEST).strip());
  }

  /** Adds the loss, which speaks of no column. */
  void addLoss(SearchSettings.Builder search) {
    values.parsed(LOSS, Loss::parse).ifPresent(search::loss);
  }

  /**
   * Adds what the texts say.
   *
   * @param names of the columns, by index
   * @param signals among them, that formulas may average
   * @param maxComplexity that a formula of the template must not exceed, whatever is in its holes
   */
  void add(SearchSettings.Builder search, List<String> names, Signals signals, int maxComplexity) {
    values.eachParsed(CONSTRAINTS, text -> Constraints.parse(List.of(text), names));
    Constraints constraints =
        values.sound(CONSTRAINTS)
            ? Constraints.parse(texts().constraints(), names)
            : Constraints.NONE;
    Optional<Template> template =
        values
            .parsed(TEMPLATE, text -> template(text, names, signals, constraints, maxComplexity))
            .flatMap(form -> form);
    search
        .constraints(constraints)
        .template(template.orElse(null))
        .guesses(values.eachParsed(GUESSES, text -> guess(text, names, signals, template)));
  }

  /** A form that some formula can have; empty for a blank text. */
  private static Optional<Template> template(
      String text,
      List<String> names,
      Signals signals,
      Constraints constraints,
      int maxComplexity) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Template template = Template.parse(text, names, signals);
    var least = Guess.parse(text.replace("?", "p"), names, signals).expression();
    if (!constraints.allow(least)) {
      throw new IllegalArgumentException(
          "no formula of this form keeps to " + CONSTRAINTS + ", whatever is in its holes");
    }
    if (constraints.complexity(least) > maxComplexity) {
      throw new IllegalArgumentException(
          "a formula of this form has a complexity of "
              + constraints.complexity(least)
              + " or more, above distill.max-complexity ("
              + maxComplexity
              + ")");
    }
    return Optional.of(template);
  }

  private static Guess guess(
      String text, List<String> names, Signals signals, Optional<Template> template) {
    Guess guess = Guess.parse(text, names, signals);
    if (template.isPresent() && !template.get().fits(guess.expression())) {
      throw new IllegalArgumentException(
          "formula \"" + text + "\" has not the form of " + TEMPLATE);
    }
    return guess;
  }
}
