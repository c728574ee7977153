package io.symlab.actors.work.distill;

import io.symlab.actors.work.crew.Crews;
import io.symlab.actors.work.rollout.RolloutPlan.Planned;
import io.symlab.proto.CrewGrant;
import io.symlab.proto.CrewOrder;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The rollouts that a distillation has under way: which crew has which, and what has come of each.
 * One whose crew is lost is done again by another, which leaves out what has come. Part of one
 * actor, used in its handlers only.
 */
final class RunningRollouts {
  private static final int CREDIT = 4;

  private static final class Running {
    final Planned planned;
    final int crew;
    int come;

    Running(Planned planned, int crew) {
      this.planned = planned;
      this.crew = crew;
    }
  }

  private final Crews crews;
  private final StageBegin begin;
  private final Distillation work;
  private final RuleForm rule;
  private final Map<String, Running> rollouts = new HashMap<>();
  private final Queue<Planned> again = new ArrayDeque<>();

  /**
   * @param rule whom they watch
   */
  RunningRollouts(Crews crews, StageBegin begin, Distillation work, RuleForm rule) {
    this.crews = crews;
    this.begin = begin;
    this.work = work;
    this.rule = rule;
  }

  /** Has a crew start the next one, if one is left. */
  void start(int crew) {
    Optional<Planned> next = Optional.ofNullable(again.poll()).or(work::nextRollout);
    next.ifPresent(planned -> start(planned, crew));
  }

  private void start(Planned planned, int crew) {
    rollouts.put(planned.name(), new Running(planned, crew));
    var what =
        RolloutBegin.newBuilder()
            .setWorker(planned.name())
            .setRecipe(begin.getRecipe())
            .setRule(rule)
            .setWatched(true)
            .setIndex(planned.index())
            .setSteps(work.recipe().rollouts().steps())
            .setSkip(planned.skip())
            .setCredit(CREDIT);
    crews.tell(crew, CrewOrder.newBuilder().setRollout(what));
  }

  /** A batch of it has come; gives what it was planned to be. */
  Planned arrived(String rollout) {
    Running running = rollouts.get(rollout);
    running.come++;
    return running.planned;
  }

  /** Lets each of these send one batch more. One that has ended already needs no more credit. */
  void grant(List<Integer> indices) {
    for (int index : indices) {
      Running rollout = rollouts.get(Planned.name(index));
      if (rollout != null) {
        var grant = CrewGrant.newBuilder().setRollout(Planned.name(index)).setBatches(1);
        crews.tell(rollout.crew, CrewOrder.newBuilder().setGrant(grant));
      }
    }
  }

  /** It has ended; gives what it was planned to be. */
  Planned ended(String rollout) {
    return rollouts.remove(rollout).planned;
  }

  /**
   * A crew is lost; what it had is to be done again.
   *
   * @return how many are
   */
  int lost(int crew) {
    List<Running> had = rollouts.values().stream().filter(one -> one.crew == crew).toList();
    for (Running one : had) {
      rollouts.remove(one.planned.name());
      var planned = one.planned;
      again.add(new Planned(planned.part(), planned.index(), planned.skip() + one.come));
    }
    return had.size();
  }
}
