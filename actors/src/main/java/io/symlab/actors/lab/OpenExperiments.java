package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.LabState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The actors of the experiments that have not ended, and the lab's leaving, which is over when all
 * of them have left. Part of the lab's actor, used in its handlers only.
 */
final class OpenExperiments {
  private final ActorContext<Lab.Command> context;
  private final LabSettings settings;
  private final ActorRef<TrainerPool.Command> pool;
  private final ActorRef<Experiment.Closed> replies;
  private final Map<String, ActorRef<Experiment.Command>> running = new LinkedHashMap<>();
  private final List<Runnable> whenLeft = new ArrayList<>();
  private final LabNow lab = new LabNow();
  private boolean leaving;

  OpenExperiments(
      ActorContext<Lab.Command> context, LabSettings settings, ActorRef<TrainerPool.Command> pool) {
    this.context = context;
    this.settings = settings;
    this.pool = pool;
    this.replies =
        context.messageAdapter(
            Experiment.Closed.class,
            closed -> new Lab.ExperimentClosed(closed.view(), closed.record()));
  }

  /**
   * How the lab stands; to be said before any is started. Those that run are told of what changes.
   */
  LabNow lab() {
    return lab;
  }

  /** Begins all that are open, or goes on with them. */
  void start(LabState state) {
    lab.paused(state.getPaused());
    state.getOpenList().forEach(one -> lab.opened(one.getId()));
    state.getOpenList().forEach(this::start);
  }

  /** Begins one, or goes on with it; one that runs looks whether all is as it should be. */
  void start(ExperimentSubmitted submitted) {
    start(submitted, false);
  }

  /**
   * The same.
   *
   * @param retried whether all of its trials have ended, and some are about to be retried
   */
  void start(ExperimentSubmitted submitted, boolean retried) {
    lab.opened(submitted.getId());
    String id = submitted.getId();
    if (running.containsKey(id)) {
      running.get(id).tell(new Experiment.Begin());
      return;
    }
    ActorRef<Experiment.Command> experiment =
        context.spawn(Experiment.create(submitted, settings, pool, replies, lab, retried), id);
    running.put(id, experiment);
    context.watchWith(experiment, new Lab.ExperimentGone(id));
  }

  /** Those of a lab's state, oldest first. */
  List<ActorRef<Experiment.Command>> of(LabState state) {
    return state.getOpenList().stream()
        .map(one -> running.get(one.getId()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** To the experiment that runs, or answered here for one that has ended, or never was. */
  void ask(LabState state, String id, Experiment.Command command, ActorRef<ClientReply> replyTo) {
    var ended = LabHistory.ended(state, id);
    if (ended.isPresent()) {
      context.spawnAnonymous(
          Records.answer(settings.home(), ended.get(), replyTo),
          DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
    } else if (running.containsKey(id)) {
      running.get(id).tell(command);
    } else {
      replyTo.tell(leaving ? Replies.leaving() : Replies.unknown(id));
    }
  }

  /** Whether its actor is there. */
  boolean runs(String id) {
    return running.containsKey(id);
  }

  /** Its end has been noted: its actor may go, and others wait for it no longer. */
  void closed(String id) {
    lab.ended(id);
    running.values().forEach(other -> other.tell(new Control.OtherEnded(id)));
    ActorRef<Experiment.Command> experiment = running.get(id);
    if (experiment != null) {
      experiment.tell(new Experiment.Leave());
    }
  }

  /** Its actor is gone. */
  void gone(String id) {
    running.remove(id);
    tellIfLeft();
  }

  /** Whether the lab is stopping. */
  boolean leaving() {
    return leaving;
  }

  /** Has all leave in order, so that they can go on after the lab's next start. */
  void leave(Runnable then) {
    whenLeft.add(then);
    if (!leaving) {
      leaving = true;
      running.values().forEach(experiment -> experiment.tell(new Experiment.Leave()));
    }
    tellIfLeft();
  }

  private void tellIfLeft() {
    if (leaving && running.isEmpty()) {
      whenLeft.forEach(Runnable::run);
      whenLeft.clear();
    }
  }
}
