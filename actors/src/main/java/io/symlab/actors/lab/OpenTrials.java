package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trial.Trial;
import io.symlab.actors.trial.TrialPlan;
import io.symlab.actors.trial.TrialViews;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.TrialView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The actors of an experiment's trials, as many at once as there are slots, and how all its trials
 * look. Part of the experiment's actor, used in its handlers only.
 */
final class OpenTrials {
  private final ActorContext<Experiment.Command> context;
  private final ExperimentSubmitted submitted;
  private final LabSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final ActorRef<Trial.Reply> replies;
  private final Map<Integer, TrialView> views = new TreeMap<>();
  private final Map<Integer, ActorRef<Trial.Command>> running = new HashMap<>();
  private boolean leaving;

  /**
   * @param replies where trials say how they look
   */
  OpenTrials(
      ActorContext<Experiment.Command> context,
      ExperimentSubmitted submitted,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Trial.Reply> replies) {
    this.context = context;
    this.submitted = submitted;
    this.settings = settings;
    this.pool = pool;
    this.replies = replies;
    for (FrozenTrial trial : submitted.getTrialsList()) {
      views.put(trial.getIndex(), TrialViews.waiting(TrialPlan.of(submitted, trial)));
    }
  }

  /** A trial looks like this now. */
  void looks(TrialView view) {
    views.put(view.getIndex(), view);
  }

  /**
   * How all trials look, in order.
   *
   * @param rests which are not to run
   */
  Collection<TrialView> views(Rests rests) {
    return views.values().stream()
        .map(view -> running.containsKey(view.getIndex()) ? view : rests.show(view))
        .toList();
  }

  /** Whether a trial is worked on, or about to be. */
  boolean works(int trial) {
    return running.containsKey(trial);
  }

  /** Whether one of those is that are not to run. */
  boolean works(Rests rests) {
    return running.keySet().stream().anyMatch(rests::of);
  }

  /** Has those leave a checkpoint and end that are not to run. */
  void rest(Rests rests) {
    running.forEach(
        (index, trial) -> {
          if (rests.of(index)) {
            trial.tell(new Trial.Rest(RunState.PAUSED, "asked to"));
          }
        });
  }

  /**
   * Starts those that are next, while there are slots.
   *
   * @param rests which are not to run
   */
  void startNext(ExperimentState state, Rests rests) {
    for (FrozenTrial trial : submitted.getTrialsList()) {
      if (running.size() >= settings.slots() || leaving || state.getCancelled()) {
        return;
      }
      int index = trial.getIndex();
      if (!closed(state, index) && !running.containsKey(index) && !rests.of(index)) {
        start(trial);
      }
    }
  }

  /** Cancels all. Those that have not begun are begun for it: each notes its own end. */
  void cancel(ExperimentState state) {
    submitted.getTrialsList().forEach(trial -> cancel(state, trial.getIndex()));
  }

  /** Cancels one, if it has not ended. */
  void cancel(ExperimentState state, int index) {
    if (!closed(state, index) && !leaving) {
      if (!running.containsKey(index)) {
        start(submitted.getTrials(index - 1));
      }
      running.get(index).tell(new Trial.Cancel());
    }
  }

  /** Has all leave in order; starts no more. */
  void leave() {
    leaving = true;
    running.values().forEach(trial -> trial.tell(new Trial.Leave()));
  }

  /** A trial's actor is gone. */
  void gone(int index) {
    running.remove(index);
  }

  /** Whether all were to leave and have. */
  boolean left() {
    return leaving && running.isEmpty();
  }

  /** Whether a trial has ended, and that is noted. */
  static boolean closed(ExperimentState state, int index) {
    return state.getClosedList().stream().anyMatch(view -> view.getIndex() == index);
  }

  private void start(FrozenTrial trial) {
    ActorRef<Trial.Command> actor =
        context.spawn(
            Trial.create(TrialPlan.of(submitted, trial), settings.trial(), pool, replies),
            "trial-" + trial.getIndex(),
            DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
    running.put(trial.getIndex(), actor);
    views.computeIfPresent(trial.getIndex(), (index, view) -> TrialViews.released(view));
    context.watchWith(actor, new Experiment.TrialGone(trial.getIndex()));
  }
}
