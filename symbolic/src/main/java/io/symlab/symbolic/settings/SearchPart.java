package io.symlab.symbolic.settings;

import java.util.Locale;

/** What a search is asked for, part by part: what a problem with a person's words is about. */
public enum SearchPart {
  DEFINE,
  OPERATORS,
  LOSS,
  CONSTRAINTS,
  COMPLEXITY,
  GUESSES,
  TEMPLATE,
  UNITS,
  Y_UNIT,
  SIGNALS,
  MAX_COMPLEXITY,
  ISLANDS,
  POPULATION,
  SLACK,
  RESERVOIR;

  /** Its name as a key: {@code max-complexity}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a caller's user knows the parts by. */
  public interface Words {
    /** Within a sentence: {@code distill.template}, {@code --template}. */
    String of(SearchPart part);

    /**
     * In front of what is wrong: the same, or where it was written.
     *
     * @param entry which text of a part that has several, from 0
     */
    default String place(SearchPart part, int entry) {
      return of(part);
    }
  }

  /**
   * Something that cannot be.
   *
   * @param entry which text of a part that has several, from 0
   * @param message what is wrong and what there is, without the place
   */
  public record Problem(SearchPart part, int entry, String message) {}
}
