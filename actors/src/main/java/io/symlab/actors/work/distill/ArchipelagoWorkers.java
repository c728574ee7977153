package io.symlab.actors.work.distill;

import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.crew.Crews;
import io.symlab.actors.work.rollout.Batches;
import io.symlab.proto.CrewBatch;
import io.symlab.proto.CrewBegin;
import io.symlab.proto.CrewCut;
import io.symlab.proto.CrewOrder;
import io.symlab.proto.CrewResult;
import io.symlab.proto.CutWanted;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Those whom an archipelago leads, by way of a crew on each host: each has a stretch of the ring of
 * islands, and rollouts. Carries batches from the ones to the others. Part of one actor, used in
 * its handlers only.
 */
final class ArchipelagoWorkers {
  private static final int CUT_EVERY = 5;

  private final StageBegin begin;
  private final Distillation work;
  private final Crews crews;
  private final RunningRollouts rollouts;
  private final Stretches stretches;
  private final ConsistentCuts cuts;
  private final Map<Integer, TreeSet<Integer>> pulls = new HashMap<>();
  private final Set<Integer> done = new HashSet<>();

  /**
   * Has the crews made.
   *
   * @param rule whom the rollouts watch
   * @param milliseconds how long a worker works before it yields
   */
  ArchipelagoWorkers(
      ActorContext<Command> context,
      StageBegin begin,
      Distillation work,
      RuleForm rule,
      int milliseconds) {
    this.begin = begin;
    this.work = work;
    this.crews = new Crews(context, begin, milliseconds);
    this.rollouts = new RunningRollouts(crews, begin, work, rule);
    int[] slots = new int[crews.count()];
    for (int crew = 0; crew < slots.length; crew++) {
      slots[crew] = crews.slots(crew);
    }
    this.stretches = Stretches.of(work.recipe().search().islands(), slots);
    Set<Integer> firsts = new HashSet<>();
    for (int crew = 0; crew < slots.length; crew++) {
      if (stretches.count(crew) > 0) {
        firsts.add(stretches.first(crew));
      }
    }
    this.cuts = new ConsistentCuts(firsts);
  }

  /** Starts all islands and the first rollouts once the last crew has been made. */
  void made(WorkerHost.Made made) {
    crews.made(made);
    beginWhenAllAreThere();
  }

  private void beginWhenAllAreThere() {
    if (!crews.canBegin()) {
      return;
    }
    for (int crew = 0; crew < crews.count(); crew++) {
      var what =
          CrewBegin.newBuilder()
              .setFirst(stretches.first(crew))
              .setCutEvery(CUT_EVERY)
              .setHaltAt(begin.getHaltAt());
      for (int i = 0; i < stretches.count(crew); i++) {
        what.addIslands(work.islandState(stretches.first(crew) + i));
      }
      int next = stretches.next(crew);
      if (next != crew && stretches.count(crew) > 0) {
        what.setNext(crews.actor(next));
      }
      crews.begin(crew, what);
    }
    for (int crew = 0; crew < crews.count(); crew++) {
      for (int slot = 0; slot < crews.slots(crew); slot++) {
        rollouts.start(crew);
      }
    }
  }

  /** What a crew said, when it has come whole. */
  Optional<Crews.Heard> heard(Crew.Said said) throws IOException {
    return crews.heard(said);
  }

  /** The ring's index of a crew's first island. */
  int first(int crew) {
    return stretches.first(crew);
  }

  /** A crew has the states of its islands at the end of a round. */
  void kept(int crew, int round) {
    cuts.kept(stretches.first(crew), round);
    crews.forget(cuts.newest());
  }

  /** Has a new cut gathered, if one can be. Whether one is on its way now. */
  boolean gatherCut() {
    OptionalInt round = cuts.gather();
    if (round.isPresent()) {
      var wanted = CutWanted.newBuilder().setRound(round.getAsInt());
      for (int crew = 0; crew < crews.count(); crew++) {
        if (stretches.count(crew) > 0) {
          crews.tell(crew, CrewOrder.newBuilder().setCut(wanted));
        }
      }
    }
    return cuts.coming();
  }

  /** A crew's part of a cut has come; gives the cut that it made whole. */
  Optional<ConsistentCuts.Cut> cut(int crew, CrewCut part) {
    return cuts.came(stretches.first(crew), part);
  }

  /** A crew's islands have all ended their last round. */
  void done(int crew) {
    done.add(crew);
  }

  /** A rollout has sent a batch. */
  void batch(CrewBatch come) throws IOException {
    var planned = rollouts.arrived(come.getRollout());
    grant(work.arrived(planned, Batches.ofMessage(come.getBatch())));
  }

  /** A rollout has ended; its crew begins the next. */
  void rolloutEnded(int crew, CrewResult result) throws IOException {
    grant(work.ended(rollouts.ended(result.getRollout())));
    rollouts.start(crew);
  }

  /** A crew's reservoir wants a batch. */
  void pulled(int crew, int number) throws IOException {
    pulls.computeIfAbsent(crew, key -> new TreeSet<>()).add(number);
    answerPulls();
  }

  /** The crew of that name; -1: it is none of these. */
  int named(String name) {
    return crews.named(name);
  }

  /** The crew on that host; -1: there is none. */
  int on(String host) {
    return crews.on(host);
  }

  /** The host that a crew is on. */
  String host(int crew) {
    return crews.host(crew);
  }

  /**
   * A crew is lost. What its rollouts did is done by others.
   *
   * @return whether it had islands: then all go back to the last cut
   */
  boolean lost(int crew) {
    if (!crews.lost(crew)) {
      return false;
    }
    pulls.remove(crew);
    if (stretches.count(crew) > 0) {
      return true;
    }
    beginWhenAllAreThere();
    rolloutsElsewhere(crew);
    return false;
  }

  private void rolloutsElsewhere(int crew) {
    int other = crew;
    for (int left = rollouts.lost(crew); left > 0; left--) {
      do {
        other = (other + 1) % crews.count();
      } while (crews.slots(other) == 0);
      rollouts.start(other);
    }
  }

  /** Whether all islands have ended their last round. */
  boolean islandsDone() {
    for (int crew = 0; crew < crews.count(); crew++) {
      if (stretches.count(crew) > 0 && !done.contains(crew)) {
        return false;
      }
    }
    return true;
  }

  void tick(long now) {
    crews.tick(now);
  }

  private void grant(List<Integer> indices) throws IOException {
    rollouts.grant(indices);
    answerPulls();
  }

  private void answerPulls() throws IOException {
    for (var pull : pulls.entrySet()) {
      TreeSet<Integer> wanted = pull.getValue();
      while (!wanted.isEmpty() && wanted.first() < work.batches()) {
        var batch = Batches.toMessage(work.batch(wanted.pollFirst()));
        crews.tell(pull.getKey(), CrewOrder.newBuilder().setAppend(batch));
      }
      if (!wanted.isEmpty() && work.recordEnded()) {
        wanted.clear();
        var end = RecordEnd.newBuilder().setBatches(work.batches());
        crews.tell(pull.getKey(), CrewOrder.newBuilder().setEnd(end));
      }
    }
  }
}
