package io.symlab.experiment.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recipe that cannot be run; it carries all that is wrong with it, not only the first thing. */
public final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern LINE = Pattern.compile(":(\\d{1,6}): ");

  private final List<String> problems;

  /** With the problems in the order of their lines; those without a line come last. */
  public RecipeException(List<String> problems) {
    super(String.join("\n", sorted(problems)));
    this.problems = sorted(problems);
  }

  /** One line each, naming place, key and cause; never empty. */
  public List<String> problems() {
    return problems;
  }

  private static List<String> sorted(List<String> problems) {
    return problems.stream().sorted(Comparator.comparingInt(RecipeException::line)).toList();
  }

  private static int line(String problem) {
    Matcher line = LINE.matcher(problem);
    return line.find() ? Integer.parseInt(line.group(1)) : Integer.MAX_VALUE;
  }
}
