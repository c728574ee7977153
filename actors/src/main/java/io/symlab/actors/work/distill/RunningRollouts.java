package io.symlab.actors.work.distill;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.work.rollout.RolloutPlan.Planned;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import io.symlab.proto.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rollouts that a distillation has under way: starts the next one, hands out turns and credit.
 * Part of one actor, used in its handlers only.
 */
final class RunningRollouts {
  private static final int CREDIT = 4;

  private record Running(
      Planned planned, ActorRef<RolloutWorker.Command> worker, Blobs.Assembly result) {}

  private final ActorContext<Command> context;
  private final Props dispatcher;
  private final StageBegin begin;
  private final Distillation work;
  private final RuleForm rule;
  private final Function<String, Command> onDeath;
  private final Map<String, Running> rollouts = new HashMap<>();

  /**
   * @param rule whom they watch
   * @param onDeath makes the message that the actor wants when a worker has ended
   */
  RunningRollouts(
      ActorContext<Command> context,
      Props dispatcher,
      StageBegin begin,
      Distillation work,
      RuleForm rule,
      Function<String, Command> onDeath) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.begin = begin;
    this.work = work;
    this.rule = rule;
    this.onDeath = onDeath;
  }

  /** Starts the next one and gives its name; empty when none is left. */
  Optional<String> start() {
    Optional<Planned> next = work.nextRollout();
    next.ifPresent(this::start);
    return next.map(Planned::name);
  }

  private void start(Planned planned) {
    var worker = context.spawn(RolloutWorker.create(), planned.name(), dispatcher);
    context.watchWith(worker, onDeath.apply(planned.name()));
    rollouts.put(planned.name(), new Running(planned, worker, new Blobs.Assembly()));
    var what =
        RolloutBegin.newBuilder()
            .setWorker(planned.name())
            .setRecipe(begin.getRecipe())
            .setRule(rule)
            .setWatched(true)
            .setIndex(planned.index())
            .setSteps(work.recipe().rollouts().steps())
            .setSkip(planned.skip())
            .setCredit(CREDIT)
            .build();
    for (BlobPart part : Blobs.split(what.toByteString())) {
      worker.tell(new RolloutWorker.Begin(part, context.getSelf().narrow()));
    }
  }

  /** Whether it is under way. */
  boolean has(String worker) {
    return rollouts.containsKey(worker);
  }

  /** What one that is under way was planned to be. */
  Planned planned(String worker) {
    return rollouts.get(worker).planned();
  }

  void go(String worker, Turn turn) {
    rollouts.get(worker).worker().tell(new RolloutWorker.Go(turn));
  }

  /** Lets each of these send one batch more. One that has ended already needs no more credit. */
  void grant(List<Integer> indices) {
    var one = Credit.newBuilder().setBatches(1).build();
    for (int index : indices) {
      Running rollout = rollouts.get(Planned.name(index));
      if (rollout != null) {
        rollout.worker().tell(new RolloutWorker.Grant(one));
      }
    }
  }

  /** A part of its result has come; gives what it was when that was the last of it. */
  Optional<Planned> result(String worker, BlobPart part) {
    Running rollout = rollouts.get(worker);
    if (rollout.result().add(part).isEmpty()) {
      return Optional.empty();
    }
    rollouts.remove(worker);
    return Optional.of(rollout.planned());
  }
}
