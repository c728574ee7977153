package io.symlab.actors.work.distill;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.work.distill.Turns.Kind;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.actors.work.island.SharedReservoirs;
import io.symlab.actors.work.rollout.Batches;
import io.symlab.actors.work.rollout.RolloutPlan.Planned;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.BlobPart;
import io.symlab.proto.NumberedBatch;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import io.symlab.proto.Turn;
import io.symlab.proto.Yielded;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.settings.SearchSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The workers that an archipelago leads, islands and rollouts, and the reservoir between them: has
 * them started, gives them their turns, and carries batches from the ones to the others. Part of
 * one actor, used in its handlers only.
 */
final class ArchipelagoWorkers {
  private static final String RESERVOIR = "reservoir";

  private final ActorContext<Command> context;
  private final Distillation work;
  private final Turn turn;
  private final Turns turns;
  private final IslandRing islands;
  private final RunningRollouts rollouts;
  private final String reservoirName;
  private final ActorRef<ReservoirWorker.Command> reservoir;
  private final TreeSet<Integer> pulls = new TreeSet<>();

  /**
   * Starts all islands and the first rollouts.
   *
   * @param rule whom the rollouts watch
   * @param turn how long a worker works before it yields
   * @param onDeath makes the message that the actor wants when a worker has ended
   */
  ArchipelagoWorkers(
      ActorContext<Command> context,
      WorkerContext surroundings,
      StageBegin begin,
      Distillation work,
      RuleForm rule,
      Turn turn,
      Function<String, Command> onDeath) {
    this.context = context;
    this.work = work;
    this.turn = turn;
    int slots = Math.max(1, begin.getSlots());
    turns = new Turns(slots);
    Recipe recipe = work.recipe();
    SearchSettings search = recipe.search();
    var self = context.getSelf();
    reservoirName = self.path().toString() + "#" + self.path().uid();
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    reservoir =
        context.spawn(
            ReservoirWorker.create(
                reservoirName,
                new SampleReservoir(width, recipe.budget().reservoir(), search.seed()),
                self.narrow()),
            RESERVOIR,
            Props.empty().withDispatcherFromConfig(surroundings.blockingDispatcher()));
    context.watchWith(reservoir, onDeath.apply(RESERVOIR));
    var dispatcher = Props.empty().withDispatcherFromConfig(surroundings.workDispatcher());
    islands =
        new IslandRing(
            search.islands(), context, dispatcher, begin, work, reservoirName, reservoir, onDeath);
    rollouts = new RunningRollouts(context, dispatcher, begin, work, rule, onDeath);
    for (int i = 0; i < slots; i++) {
      startRollout();
    }
    give();
  }

  /** The samples that the islands share. */
  SampleReservoir reservoir() {
    return SharedReservoirs.get(context.getSystem()).find(reservoirName);
  }

  /** A worker's turn is over. */
  void yielded(String worker, Yielded yielded) {
    turns.ended();
    if (IslandRing.has(worker)) {
      islands.yielded(worker, yielded);
    }
    if (yielded.getState() == Yielded.State.READY) {
      turns.ask(kind(worker), worker);
    }
    give();
  }

  /** What a worker waited for has come. */
  void ready(String worker) {
    turns.ask(kind(worker), worker);
    give();
  }

  /** A rollout has sent a batch. */
  void batch(String worker, NumberedBatch batch) throws IOException {
    grant(work.arrived(rollouts.planned(worker), Batches.ofMessage(batch)));
  }

  /** A rollout has sent a part of its result, and ends with the last. */
  void rolloutEnded(String worker, BlobPart part) throws IOException {
    Optional<Planned> ended = rollouts.result(worker, part);
    if (ended.isPresent()) {
      grant(work.ended(ended.get()));
      startRollout();
      give();
    }
  }

  /** The reservoir wants a batch. */
  void pulled(int number) throws IOException {
    pulls.add(number);
    answerPulls();
  }

  /** Fails unless the worker had done its work. */
  void died(String worker) {
    if (!worker.startsWith(Planned.PREFIX) || rollouts.has(worker)) {
      throw new IllegalStateException(worker + " ended before its work was done");
    }
  }

  /** Whether all islands have ended their last round. */
  boolean islandsDone() {
    return islands.done();
  }

  /** Rounds that an island has ended. */
  long rounds(int island) {
    return islands.rounds(island);
  }

  /** Rounds ended, all islands together. */
  long rounds() {
    return islands.rounds();
  }

  private static Kind kind(String worker) {
    return IslandRing.has(worker) ? Kind.ISLAND : Kind.ROLLOUT;
  }

  private void startRollout() {
    rollouts.start().ifPresent(name -> turns.ask(Kind.ROLLOUT, name));
  }

  private void give() {
    for (var worker = turns.next(); worker.isPresent(); worker = turns.next()) {
      String name = worker.get();
      if (IslandRing.has(name)) {
        islands.go(name, turn);
      } else {
        rollouts.go(name, turn);
      }
    }
  }

  private void grant(List<Integer> indices) throws IOException {
    rollouts.grant(indices);
    answerPulls();
  }

  private void answerPulls() throws IOException {
    while (!pulls.isEmpty() && pulls.first() < work.batches()) {
      var batch = Batches.toMessage(work.batch(pulls.pollFirst()));
      reservoir.tell(new ReservoirWorker.Append(batch));
    }
    if (!pulls.isEmpty() && work.recordEnded()) {
      pulls.clear();
      var end = RecordEnd.newBuilder().setBatches(work.batches()).build();
      reservoir.tell(new ReservoirWorker.End(end));
    }
  }
}
