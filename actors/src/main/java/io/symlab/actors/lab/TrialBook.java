package io.symlab.actors.lab;

import io.symlab.actors.trial.TrialViews;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.TrialView;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How the trials of an experiment stand: which wait for their turn, which are open, which have
 * ended, and how each looks. A change and a question about one trial cost the same however many
 * there are; only {@link #views} goes over all, and only when something has changed. Trials are
 * named by their index, from 1.
 */
final class TrialBook {
  private final ExperimentSubmitted submitted;
  private final TrialView[] views;
  private final BitSet waiting = new BitSet();
  private final BitSet ready = new BitSet();
  private final BitSet closed = new BitSet();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final RungBook rungs;
  private Rests rests = Rests.NONE;
  private boolean over;
  private List<TrialView> shown;

  /** All wait. */
  TrialBook(ExperimentSubmitted submitted) {
    this.submitted = submitted;
    this.rungs = new RungBook(submitted);
    this.views = new TrialView[size()];
    for (int index = 1; index <= size(); index++) {
      views[index - 1] = TrialViews.waiting(submitted, trial(index));
    }
    waiting.set(1, size() + 1);
    ready.set(1, size() + 1);
    counts.put(RunState.WAITING.word(), size());
  }

  /** As the experiment's past has them. */
  static TrialBook of(ExperimentSubmitted submitted, ExperimentState state) {
    var book = new TrialBook(submitted);
    book.recall(state);
    book.over = book.allClosed();
    return book;
  }

  /** Takes in what went on before. */
  void recall(ExperimentState state) {
    state.getRungsList().forEach(rungs::reported);
    state.getClosedList().forEach(this::closed);
    // One that had never begun looks as its recipe has it, which may be another one since.
    state.getRestedList().stream().filter(view -> view.getAttempt() > 0).forEach(this::looks);
    state.getRetriesMap().keySet().forEach(rungs::free);
  }

  /** What early stopping knows of the trials. */
  RungBook rungs() {
    return rungs;
  }

  /** What has been written down of a trial, which may decide of others, too. */
  void noted(ExperimentEvent event) {
    switch (event.getWhatCase()) {
      case RUNG_REPORTED -> {
        rungs.reported(event.getRungReported());
        settleJudged();
      }
      case TRIAL_CLOSED -> closed(event.getTrialClosed().getView());
      case TRIALS_GIVEN_UP -> {
        String cause = event.getTrialsGivenUp().getCause();
        for (int index : event.getTrialsGivenUp().getTrialsList()) {
          closed(ExperimentHistory.neverBegan(index, cause));
        }
      }
      default -> {
        // Nothing that changes who may run.
      }
    }
  }

  /** All are to end: none waits at a rung any more. */
  void forgetRungs() {
    rungs.giveUp();
    waiting.stream().forEach(this::settle);
  }

  int size() {
    return submitted.getTrialsCount();
  }

  /** What a trial is to do; {@link io.symlab.actors.trial.TrialPlan} knows all of it. */
  FrozenTrial trial(int index) {
    return submitted.getTrials(index - 1);
  }

  /**
   * The one whose turn is next among those that wait and may run: first those on which there has
   * been a verdict at a rung.
   */
  OptionalInt next() {
    for (int judged : rungs.reporters()) {
      if (ready.get(judged)) {
        return OptionalInt.of(judged);
      }
    }
    int index = ready.nextSetBit(1);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Which are not to run from now on, although they wait; all others may. */
  void rests(Rests which) {
    rests = which;
    waiting.stream().forEach(this::settle);
  }

  /** Those that wait, in the order of their turns, those that are not to run too. */
  List<Integer> waiting() {
    return waiting.stream().boxed().toList();
  }

  /** How one looks. */
  TrialView view(int index) {
    return views[index - 1];
  }

  /** It waits no longer: somebody leads it. */
  void opened(int index) {
    waiting.clear(index);
    ready.clear(index);
    looks(TrialViews.released(views[index - 1]));
  }

  /** Nobody leads it any more: unless it has ended, it waits for its turn again. */
  void released(int index) {
    if (!closed.get(index)) {
      waiting.set(index);
      settle(index);
    }
  }

  /** It looks like this now. */
  void looks(TrialView view) {
    TrialView before = views[view.getIndex() - 1];
    counts.merge(before.getState(), -1, TrialBook::sumOrGone);
    counts.merge(view.getState(), 1, Integer::sum);
    views[view.getIndex() - 1] = view;
    shown = null;
  }

  /** It has ended, and that is noted. A view without stages is that of one that never began. */
  void closed(TrialView view) {
    boolean bare = view.getStagesCount() == 0;
    int index = view.getIndex();
    looks(
        bare
            ? views[index - 1].toBuilder()
                .setState(view.getState())
                .setFailureCause(view.getFailureCause())
                .build()
            : view);
    closed.set(index);
    waiting.clear(index);
    ready.clear(index);
    rungs.ended(index);
    settleJudged();
  }

  /** It had ended, and is to go on: it waits for its turn again. */
  void reopened(int index) {
    closed.clear(index);
    waiting.set(index);
    rungs.free(index);
    looks(TrialViews.reopened(views[index - 1]));
    settle(index);
  }

  boolean hasClosed(int index) {
    return closed.get(index);
  }

  boolean allClosed() {
    return closed.cardinality() == size();
  }

  /** All that follows the end of the last trial has been done, too. */
  void over() {
    over = true;
  }

  /** Whether it has. */
  boolean isOver() {
    return over;
  }

  /** How many have not ended. */
  int open() {
    return size() - closed.cardinality();
  }

  /** How many look so. */
  int count(RunState state) {
    return counts.getOrDefault(state.word(), 0);
  }

  /** How many look how, by the states' words; none is 0. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** How all of them look, in order. */
  List<TrialView> views() {
    if (shown == null) {
      shown = List.of(views);
    }
    return shown;
  }

  private void settleJudged() {
    for (int index : rungs.reporters()) {
      if (waiting.get(index)) {
        settle(index);
      }
    }
  }

  private void settle(int index) {
    ready.set(index, mayRun(index) && !rungs.waits(index));
    TrialView view = views[index - 1];
    TrialView now = rests.show(view);
    if (!now.equals(view)) {
      looks(now);
    }
  }

  /** One that is paused may, too, where there is nothing left for it but to end. */
  private boolean mayRun(int index) {
    return !rests.keeps(index) || (!rests.later() && rungs.prunes(index));
  }

  private static Integer sumOrGone(int one, int other) {
    return one + other == 0 ? null : one + other;
  }
}
