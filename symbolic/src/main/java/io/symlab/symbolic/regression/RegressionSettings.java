package io.symlab.symbolic.regression;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.settings.FormulaReader;
import io.symlab.symbolic.settings.FormulaTexts;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.table.Dataset;
import java.util.List;
import java.util.Map;

/**
 * What is searched for, as a person writes it: all that decides the result beside the rows, and
 * nothing that does not. {@link RegressionBuilder} has the defaults.
 *
 * @param seed fixes everything
 * @param islands populations
 * @param population members of each
 * @param slack rounds that migrants may be under way
 * @param reservoir rows that formulas are fitted to at most; more are drawn from at random
 * @param maxComplexity of a formula
 * @param definitions see {@link FormulaTexts}; so are the next eight
 * @param doubles whether constants of the front's formulas are fitted, and all its figures made, in
 *     double precision, and births too small in loss for floats to tell judged in it
 */
public record RegressionSettings(
    long seed,
    int islands,
    int population,
    int slack,
    int reservoir,
    int maxComplexity,
    List<String> definitions,
    List<String> operators,
    List<String> constraints,
    List<String> complexities,
    List<String> guesses,
    String template,
    List<String> units,
    String unitOfY,
    String loss,
    boolean doubles) {

  /**
   * Components that save forms and files older than them do not have, each with what it is where
   * nothing was said.
   */
  public static final Map<String, Object> LATER =
      Map.of(
          "definitions", List.of(), "complexities", List.of(), "units", List.of(), "unitOfY", "");

  public RegressionSettings {
    definitions = List.copyOf(definitions);
    operators = List.copyOf(operators);
    complexities = List.copyOf(complexities);
    units = List.copyOf(units);
    constraints = List.copyOf(constraints);
    guesses = List.copyOf(guesses);
  }

  /**
   * What a search in a table subtracts from columns and y. A template is judged as it stands, over
   * the very columns that it names: with one it is nothing, nor where columns have units.
   */
  public Centres centres(Dataset table) {
    // What is subtracted would be a number with a unit.
    if (!template.isEmpty() || !units.isEmpty()) {
      return Centres.none(table.names().size());
    }
    Centres centres = table.centres();
    // A loss of one's own may mean y itself, and not the distance to it alone.
    return loss(SearchPart::key).isOwn() ? new Centres(centres.columns(), 0) : centres;
  }

  /**
   * What an error costs; the squared error where the text is none, which {@link #check} tells.
   *
   * @param words what the caller's user knows the parts by
   */
  public Loss loss(SearchPart.Words words) {
    return new FormulaReader(texts(), words).loss();
  }

  /** The parts that are text. */
  public FormulaTexts texts() {
    return new FormulaTexts(
        definitions, operators, loss, constraints, complexities, guesses, template, units, unitOfY);
  }

  /**
   * Judges what can be judged without the columns.
   *
   * @param words what the caller's user knows the parts by
   * @throws IllegalArgumentException naming the part, what is wrong with it, and what there is
   */
  public void check(SearchPart.Words words) {
    between(
        words.place(SearchPart.MAX_COMPLEXITY, 0),
        maxComplexity,
        1,
        SearchSettings.MOST_COMPLEXITY);
    between(words.place(SearchPart.ISLANDS, 0), islands, 1, 1000);
    between(words.place(SearchPart.POPULATION, 0), population, 4, 100_000);
    between(words.place(SearchPart.SLACK, 0), slack, 1, 100);
    between(words.place(SearchPart.RESERVOIR, 0), reservoir, 10, Integer.MAX_VALUE);
    refuse(new FormulaReader(texts(), words), words);
  }

  /**
   * The engine's settings.
   *
   * @param names of the columns
   * @param signals among them
   * @param words what the caller's user knows the parts by
   * @throws IllegalArgumentException naming the part, what is wrong with it, and what there is
   */
  public SearchSettings search(List<String> names, Signals signals, SearchPart.Words words) {
    check(words);
    FormulaReader reader = new FormulaReader(texts(), words).columns(names, signals, maxComplexity);
    refuse(reader, words);
    return reader
        .over(SearchSettings.builder())
        .seed(seed)
        .islands(islands)
        .population(population)
        .slack(slack)
        .build();
  }

  private static void refuse(FormulaReader reader, SearchPart.Words words) {
    for (SearchPart.Problem problem : reader.problems()) {
      throw new IllegalArgumentException(
          words.place(problem.part(), problem.entry()) + ": " + problem.message());
    }
  }

  private static void between(String part, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          part
              + " must be "
              + least
              + (most == Integer.MAX_VALUE ? " or more" : " to " + most)
              + ", not "
              + value);
    }
  }
}
