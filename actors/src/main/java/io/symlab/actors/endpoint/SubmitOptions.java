package io.symlab.actors.endpoint;

import io.symlab.actors.lab.Priorities;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.Submit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What a client may say of a submission beside the recipe. */
final class SubmitOptions {
  private static final int LONGEST_NAME = 100;
  private static final int MOST = 16;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}._-]{1,40}");
  private static final Pattern ID = Pattern.compile("e[1-9][0-9]{0,17}");

  private SubmitOptions() {}

  /** Whether anything is said: such a submission joins no other. */
  static boolean any(Submit submit) {
    return !submit.getName().isEmpty()
        || submit.getTagsCount() > 0
        || submit.getAfterCount() > 0
        || submit.getPaused()
        || submit.getPriority() != 0;
  }

  /**
   * Judges it.
   *
   * @throws RecipeException when something of it can't be
   */
  static void check(Submit submit) {
    String name = submit.getName();
    if (name.length() > LONGEST_NAME
        || (!name.isEmpty() && name.isBlank())
        || name.chars().anyMatch(Character::isISOControl)) {
      throw bad("a name is one line of " + LONGEST_NAME + " characters at most");
    }
    for (String tag : submit.getTagsList()) {
      if (!TAG.matcher(tag).matches()) {
        throw bad("'" + tag + "' is no tag: letters, digits, '.', '_' and '-', 40 of them at most");
      }
    }
    for (String id : submit.getAfterList()) {
      if (!ID.matcher(id).matches()) {
        throw bad("--after wants an experiment's id, e.g. e3, not '" + id + "'");
      }
    }
    if (submit.getTagsCount() > MOST || submit.getAfterCount() > MOST) {
      throw bad(MOST + " tags, and as many experiments to wait for, are the most");
    }
    String problem = Priorities.problem(submit.getPriority());
    if (!problem.isEmpty()) {
      throw bad(problem);
    }
  }

  /** What was frozen, with what was said. */
  static ExperimentSubmitted put(Submit submit, ExperimentSubmitted frozen) {
    ExperimentSubmitted.Builder put =
        frozen.toBuilder()
            .addAllTags(new LinkedHashSet<>(submit.getTagsList()))
            .addAllAfter(new LinkedHashSet<>(submit.getAfterList()))
            .setPaused(submit.getPaused())
            .setPriority(submit.getPriority());
    return submit.getName().isEmpty() ? put.build() : put.setName(submit.getName()).build();
  }

  private static RecipeException bad(String problem) {
    return new RecipeException(List.of(problem));
  }
}
