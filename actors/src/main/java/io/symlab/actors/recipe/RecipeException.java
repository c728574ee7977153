package io.symlab.actors.recipe;

import java.util.List;

/** A recipe that cannot be run; it carries all that is wrong with it, not only the first thing. */
public final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public RecipeException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, naming place, key and cause; never empty. */
  public List<String> problems() {
    return problems;
  }
}
