package io.symlab.actors.work.distill;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.work.distill.Turns.Kind;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.SampleKeeper;
import io.symlab.actors.work.island.SampleShelf;
import io.symlab.actors.work.rollout.Batches;
import io.symlab.actors.work.rollout.RolloutPlan.Planned;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.IslandBegin;
import io.symlab.proto.NumberedBatch;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import io.symlab.proto.Turn;
import io.symlab.proto.Yielded;
import io.symlab.symbolic.SampleReservoir;
import io.symlab.symbolic.SearchSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The islands and rollouts of an archipelago, and the keeper between them: starts them, gives them
 * their turns, and carries batches from the ones to the others. Part of one actor, used in its
 * handlers only.
 */
final class Crew {
  private static final int CREDIT = 4;
  private static final int CUT_EVERY = 5;

  /** A rollout on its way. */
  private record Afloat(
      Planned planned, ActorRef<RolloutWorker.Command> worker, Blobs.Assembly result) {}

  private final ActorContext<Command> context;
  private final Props dispatcher;
  private final StageBegin begin;
  private final Distillation work;
  private final RuleForm rule;
  private final Turn turn;
  private final Turns turns;
  private final int rolloutsAtOnce;
  private final List<ActorRef<IslandWorker.Command>> islands = new ArrayList<>();
  private final Map<String, Afloat> rollouts = new HashMap<>();
  private final TreeSet<Integer> pulls = new TreeSet<>();
  private final long[] rounds;
  private final String reservoirName;
  private final ActorRef<SampleKeeper.Command> keeper;
  private final Function<String, Command> onDeath;
  private int islandsDone;

  /**
   * Starts all islands and the first rollouts.
   *
   * @param rule whom the rollouts watch
   * @param onDeath makes the message that the actor wants when a worker has ended
   */
  Crew(
      ActorContext<Command> context,
      WorkerContext surroundings,
      StageBegin begin,
      Distillation work,
      RuleForm rule,
      Turn turn,
      Function<String, Command> onDeath) {
    this.context = context;
    this.dispatcher = Props.empty().withDispatcherFromConfig(surroundings.workDispatcher());
    this.begin = begin;
    this.work = work;
    this.rule = rule;
    this.turn = turn;
    this.onDeath = onDeath;
    int slots = Math.max(1, begin.getSlots());
    turns = new Turns(slots);
    rolloutsAtOnce = slots;
    Recipe recipe = work.recipe();
    SearchSettings search = recipe.search();
    rounds = new long[search.islands()];
    var self = context.getSelf();
    reservoirName = self.path().toString() + "#" + self.path().uid();
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    keeper =
        context.spawn(
            SampleKeeper.create(
                reservoirName,
                new SampleReservoir(width, recipe.budget().reservoir(), search.seed()),
                self.narrow()),
            "keeper",
            Props.empty().withDispatcherFromConfig(surroundings.blockingDispatcher()));
    context.watchWith(keeper, onDeath.apply("keeper"));
    startIslands(search.islands());
    while (rollouts.size() < rolloutsAtOnce && startRollout()) {}
    give();
  }

  /** The samples that the islands share. */
  SampleReservoir reservoir() {
    return SampleShelf.get(context.getSystem()).find(reservoirName);
  }

  /** A worker's turn is over. */
  void yielded(String worker, Yielded yielded) {
    turns.ended();
    Kind kind = kind(worker);
    if (kind == Kind.ISLAND) {
      rounds[island(worker)] = yielded.getDone();
      islandsDone += yielded.getState() == Yielded.State.DONE ? 1 : 0;
    }
    if (yielded.getState() == Yielded.State.READY) {
      turns.ask(kind, worker);
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
    grant(work.arrived(rollouts.get(worker).planned(), Batches.ofMessage(batch)));
  }

  /** A rollout has sent its last. */
  void rolloutEnded(String worker, BlobPart part) throws IOException {
    Afloat rollout = rollouts.get(worker);
    if (rollout.result().add(part).isPresent()) {
      rollouts.remove(worker);
      grant(work.ended(rollout.planned()));
      startRollout();
      give();
    }
  }

  /** The keeper wants a batch. */
  void pulled(int number) throws IOException {
    pulls.add(number);
    answerPulls();
  }

  /** Fails unless the worker had done its work. */
  void died(String worker) {
    if (kind(worker) == Kind.ISLAND || rollouts.containsKey(worker)) {
      throw new IllegalStateException(worker + " ended before its work was done");
    }
  }

  boolean islandsDone() {
    return islandsDone == rounds.length;
  }

  /** Rounds ended, all islands together. */
  long rounds() {
    long sum = 0;
    for (long done : rounds) {
      sum += done;
    }
    return sum;
  }

  /** The index in an island's name. */
  static int island(String worker) {
    return Integer.parseInt(worker.substring(worker.indexOf('-') + 1));
  }

  private static Kind kind(String worker) {
    return worker.startsWith("rollout-") ? Kind.ROLLOUT : Kind.ISLAND;
  }

  private void startIslands(int count) {
    for (int i = 0; i < count; i++) {
      rounds[i] = work.round();
      islands.add(context.spawn(IslandWorker.create(), "island-" + i, dispatcher));
      context.watchWith(islands.get(i), onDeath.apply("island-" + i));
    }
    for (int i = 0; i < count; i++) {
      var what =
          IslandBegin.newBuilder()
              .setWorker("island-" + i)
              .setRecipe(begin.getRecipe())
              .setIndex(i)
              .setReservoir(reservoirName)
              .setCutEvery(CUT_EVERY)
              .setState(work.islandState(i))
              .build();
      for (BlobPart part : Blobs.split(what.toByteString())) {
        islands
            .get(i)
            .tell(
                new IslandWorker.Begin(
                    part, islands.get((i + 1) % count), keeper, context.getSelf().narrow()));
      }
    }
  }

  private boolean startRollout() {
    Optional<Planned> next = work.nextRollout();
    if (next.isEmpty()) {
      return false;
    }
    Planned planned = next.get();
    var worker = context.spawn(RolloutWorker.create(), planned.name(), dispatcher);
    context.watchWith(worker, onDeath.apply(planned.name()));
    rollouts.put(planned.name(), new Afloat(planned, worker, new Blobs.Assembly()));
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
    turns.ask(Kind.ROLLOUT, planned.name());
    return true;
  }

  private void give() {
    for (var worker = turns.next(); worker.isPresent(); worker = turns.next()) {
      String name = worker.get();
      if (kind(name) == Kind.ISLAND) {
        islands.get(island(name)).tell(new IslandWorker.Go(turn));
      } else {
        rollouts.get(name).worker().tell(new RolloutWorker.Go(turn));
      }
    }
  }

  private void grant(List<Integer> indices) throws IOException {
    var one = Credit.newBuilder().setBatches(1).build();
    for (int index : indices) {
      Afloat rollout = rollouts.get("rollout-" + index);
      // One that has ended already needs no more credit.
      if (rollout != null) {
        rollout.worker().tell(new RolloutWorker.Grant(one));
      }
    }
    answerPulls();
  }

  private void answerPulls() throws IOException {
    while (!pulls.isEmpty() && pulls.first() < work.batches()) {
      var batch = Batches.toMessage(work.batch(pulls.pollFirst()));
      keeper.tell(new SampleKeeper.Keep(batch));
    }
    if (!pulls.isEmpty() && work.recordEnded()) {
      pulls.clear();
      keeper.tell(new SampleKeeper.End(RecordEnd.newBuilder().setBatches(work.batches()).build()));
    }
  }
}
