package io.symlab.experiment.recipe;

import io.symlab.symbolic.SearchSettings;
import java.util.List;

/**
 * What a recipe says of its formulas in words of its columns. {@link SearchSettings} hold what was
 * read from these, which is not enough to write them again.
 *
 * @param constraints one a text
 * @param guesses formulas to start from
 * @param template the form that every formula must have; empty for none
 */
public record SearchTexts(List<String> constraints, List<String> guesses, String template) {
  /** Nothing said. */
  public static final SearchTexts NONE = new SearchTexts(List.of(), List.of(), "");

  /** Characters of a text at most. */
  static final int LONGEST = 10_000;

  /** Texts of a list at most. */
  static final int MOST = 1_000;

  public SearchTexts {
    constraints = List.copyOf(constraints);
    guesses = List.copyOf(guesses);
  }
}
