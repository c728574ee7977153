package io.symlab.cli.experiments;

import io.symlab.actors.json.TrialCounts;
import io.symlab.cli.verb.ViewOptions;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Those trials of an experiment that are worth showing in full.
 *
 * @param trials in order
 * @param notes about the others
 */
record ShownTrials(List<TrialView> trials, List<String> notes) {
  /** A sweep with more trials is shown short. */
  private static final int MANY = 16;

  /** So many in trouble are shown, and so many that are paused. */
  private static final int FEW = 5;

  private static final Set<RunState> AT_WORK = EnumSet.of(RunState.RUNNING, RunState.BACKING_OFF);
  private static final Set<RunState> TROUBLE = EnumSet.of(RunState.FAILED, RunState.HELD);

  /** Those that were asked for. */
  static ShownTrials of(ViewOptions.Page<TrialView> page) {
    if (page.all() == 0) {
      return new ShownTrials(List.of(), List.of("no trial is like that"));
    }
    return new ShownTrials(page.shown(), page.note().isEmpty() ? List.of() : List.of(page.note()));
  }

  /**
   * All of a few; of many those that are at work, and some of those in trouble, or paused after
   * they had begun.
   */
  static ShownTrials thatMatter(ExperimentView experiment) {
    List<TrialView> all = experiment.getTrialsList();
    List<String> notes = new ArrayList<>();
    keptWaiting(all).ifPresent(notes::add);
    if (all.size() <= MANY) {
      return new ShownTrials(all, notes);
    }
    List<TrialView> shown = new ArrayList<>();
    int troubled = 0;
    int paused = 0;
    for (TrialView trial : all) {
      if (is(trial, AT_WORK)) {
        shown.add(trial);
      } else if (is(trial, TROUBLE) && troubled++ < FEW) {
        shown.add(trial);
      } else if (hasPaused(trial) && paused++ < FEW) {
        shown.add(trial);
      }
    }
    notes.add(TrialCounts.of(experiment).line());
    if (shown.size() < all.size()) {
      notes.add("shown: those at work, paused or in trouble; --state, --limit or --all for others");
    }
    return new ShownTrials(shown, notes);
  }

  /** Trials at a rung wait for those that have yet to come to it, and nobody works on these. */
  private static Optional<String> keptWaiting(List<TrialView> all) {
    int rung =
        all.stream()
            .filter(
                trial ->
                    RunState.WAITING.is(trial.getState()) && trial.getNote().startsWith("at rung"))
            .mapToInt(TrialView::getRungsCount)
            .max()
            .orElse(0);
    List<String> before =
        all.stream()
            .filter(trial -> RunState.PAUSED.is(trial.getState()) && trial.getRungsCount() < rung)
            .map(trial -> Integer.toString(trial.getIndex()))
            .toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    String some = String.join(", ", before.subList(0, Math.min(FEW, before.size())));
    String others = before.size() > FEW ? ", ..." : "";
    return Optional.of(
        "rung " + rung + " waits for what is paused: " + some + others + " ('lab resume')");
  }

  private static boolean hasPaused(TrialView trial) {
    return RunState.PAUSED.is(trial.getState()) && trial.getAttempt() > 0;
  }

  private static boolean is(TrialView trial, Set<RunState> states) {
    return RunState.of(trial.getState()).map(states::contains).orElse(false);
  }
}
