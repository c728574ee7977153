package io.symlab.cli.verb;

import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which experiments or trials are to be shown, and how many of them at once. */
public final class ViewOptions {
  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only what stands so: waiting, running, paused, done, failed, ...")
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Only experiments with this in their name.")
  private String name;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only experiments with this tag; may be given again, then with all of them.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--limit", paramLabel = "N", description = "Show N at most.")
  private Integer limit;

  @Option(names = "--page", paramLabel = "P", description = "With --limit: the P-th N of them.")
  private Integer page;

  /**
   * Some of many.
   *
   * @param shown those of the page
   * @param all how many there are on all pages
   * @param note what is to be said of others; empty: nothing
   */
  public record Page<T>(List<T> shown, int all, String note) {}

  /** Whether states were named. */
  public boolean hasStates() {
    return !states.isEmpty();
  }

  /** Whether a page was asked for. */
  public boolean isPaged() {
    return limit != null;
  }

  /**
   * Whether an experiment is meant.
   *
   * @throws LabException when a state that was named is none
   */
  public boolean matches(ExperimentView experiment) throws LabException {
    String text = experiment.getName().toLowerCase(Locale.ROOT);
    return matches(experiment.getState())
        && (name == null || text.contains(name.toLowerCase(Locale.ROOT)))
        && experiment.getTagsList().containsAll(tags);
  }

  /** Whether what stands so is meant. */
  public boolean matches(String state) throws LabException {
    for (String named : states) {
      if (RunState.of(named).isEmpty()) {
        throw bad("there is no state '" + named + "', only " + known());
      }
    }
    return states.isEmpty() || states.contains(state);
  }

  /**
   * The page that was asked for; all without.
   *
   * @throws LabException when there is no such page
   */
  public <T> Page<T> page(List<T> all) throws LabException {
    if (page != null && limit == null) {
      throw bad("--page wants --limit beside it");
    }
    if (limit == null) {
      return new Page<>(all, all.size(), "");
    }
    int at = page == null ? 1 : page;
    if (limit < 1 || at < 1) {
      throw bad("--limit and --page want numbers from 1");
    }
    int pages = Math.max(1, (int) Math.ceil(all.size() / (double) limit));
    if (at > pages) {
      throw bad("there is no page " + at + ", only " + pages);
    }
    int from = (at - 1) * limit;
    List<T> shown = all.subList(from, Math.min(all.size(), from + limit));
    String note = pages == 1 ? "" : "page " + at + " of " + pages + ", " + all.size() + " in all";
    return new Page<>(shown, all.size(), note);
  }

  private static String known() {
    return String.join(", ", Arrays.stream(RunState.values()).map(RunState::word).toList());
  }

  private static LabException bad(String message) {
    return new LabException(LabException.BAD_INPUT, message);
  }
}
