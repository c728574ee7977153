package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.actors.trial.Trial;
import io.symlab.actors.trial.TrialPlan;
import io.symlab.experiment.RunState;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The actors of an experiment's trials: as many at once as there are slots, whose turn it is by the
 * {@link TrialBook}. Part of the experiment's actor, used in its handlers only.
 */
final class OpenTrials {
  private static final int MOST_HELD = 64;

  /** More than these are not begun beyond what there is room for: each has its files open. */
  private static final int MOST_MIDWAY = 256;

  private final ActorContext<Experiment.Command> context;
  private final ExperimentSubmitted submitted;
  private final LabSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final ActorRef<Trial.Reply> replies;
  private final TrialBook book;
  private final int limit;
  private final Map<Integer, ActorRef<Trial.Command>> running = new HashMap<>();
  private Map<Integer, Integer> retries = Map.of();
  private int priority;
  private boolean cancelling;
  private boolean leaving;

  /**
   * @param replies where trials say how they look
   * @param book how they stand
   */
  OpenTrials(
      ActorContext<Experiment.Command> context,
      ExperimentSubmitted submitted,
      LabSettings settings,
      ActorRef<TrainerPool.Command> pool,
      ActorRef<Trial.Reply> replies,
      TrialBook book) {
    this.context = context;
    this.submitted = submitted;
    this.settings = settings;
    this.pool = pool;
    this.replies = replies;
    this.book = book;
    int limit = submitted.getSweep().getMaxParallel();
    this.limit = limit > 0 ? limit : Integer.MAX_VALUE;
  }

  /** Trials that are opened again are not to be cancelled as those before them. */
  void cancelled(boolean now) {
    cancelling = now;
  }

  /** Has those leave a checkpoint and end that are not to run; starts others in their places. */
  void rest(Rests rests) {
    book.rests(rests);
    running.forEach(
        (index, trial) -> {
          if (rests.pauses(index)) {
            trial.tell(new Trial.Rest(RunState.PAUSED, "asked to"));
          }
        });
    startNext();
  }

  /** How often a trial was opened again, and what all of them are worth. */
  void plan(Map<Integer, Integer> opened, int rank) {
    retries = Map.copyOf(opened);
    if (priority != rank) {
      priority = rank;
      running.values().forEach(trial -> trial.tell(new Trial.Prioritise(rank)));
    }
  }

  /** Whether no trial has an actor. */
  boolean idle() {
    return running.isEmpty();
  }

  /**
   * Whether a trial has left files of an attempt: the book does not know that before it goes on.
   */
  boolean anyHasBegun() {
    return IntStream.rangeClosed(1, book.size())
        .anyMatch(index -> Files.exists(folder(index).resolve(TrialFiles.RECIPE)));
  }

  /** Whether a trial is worked on, or about to be. */
  boolean works(int trial) {
    return running.containsKey(trial);
  }

  /** Whether one of those is that are not to run. */
  boolean works(Rests rests) {
    return running.keySet().stream().anyMatch(rests::pauses);
  }

  /**
   * Starts those that are next, while there are slots. Those that are held for want of their data
   * keep no slot from others; nor do those that hold nothing between two stages, for instance a GPU
   * while they wait for a slot of the lab's own host.
   */
  void startNext() {
    boolean all = settings.health().trouble().isPresent();
    int held = all ? 0 : Math.min(MOST_HELD, book.count(RunState.HELD));
    int most = Math.min(limit, settings.resources().room() + midway());
    while (running.size() < most + held && !leaving && book.next().isPresent()) {
      start(book.next().getAsInt());
    }
  }

  private int midway() {
    long count = running.keySet().stream().map(book::view).filter(OpenTrials::isMidway).count();
    return (int) Math.min(MOST_MIDWAY, count);
  }

  /** Whether a trial waits, its attempt open, for what its next stage needs. */
  static boolean isMidway(TrialView view) {
    return RunState.WAITING.is(view.getState())
        && view.getStagesList().stream().anyMatch(stage -> RunState.RUNNING.is(stage.getState()));
  }

  /** Those that wait and have left nothing that would have to be ended in order. */
  List<Integer> untouched() {
    return book.waiting().stream().filter(index -> Files.notExists(folder(index))).toList();
  }

  /**
   * Cancels all that are open. Those that wait after having been at work are begun in their turns
   * for it: each notes its own end.
   */
  void cancel() {
    cancelling = true;
    book.forgetRungs();
    book.rests(Rests.NONE);
    if (!leaving) {
      running.values().forEach(trial -> trial.tell(new Trial.Cancel()));
    }
    startNext();
  }

  /** Has all leave in order; starts no more. */
  void leave() {
    leaving = true;
    running.values().forEach(trial -> trial.tell(new Trial.Leave()));
  }

  /** A trial's actor is gone. */
  void gone(int index) {
    running.remove(index);
    book.released(index);
  }

  /** Whether all were to leave and have. */
  boolean left() {
    return leaving && running.isEmpty();
  }

  private void start(int index) {
    ActorRef<Trial.Command> actor =
        context.spawn(
            Trial.create(plan(index), settings.trial(), pool, replies),
            "trial-" + index,
            DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
    running.put(index, actor);
    book.opened(index);
    context.watchWith(actor, new Experiment.TrialGone(index));
    if (cancelling) {
      actor.tell(new Trial.Cancel());
    }
  }

  private TrialPlan plan(int index) {
    return TrialPlan.of(submitted, book.trial(index))
        .with(book.rungs().orders(index))
        .with(retries.getOrDefault(index, 0), priority);
  }

  private Path folder(int index) {
    return settings.home().resolve(TrialPlan.directory(submitted.getId(), index));
  }
}
