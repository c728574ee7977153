package io.symlab.actors.work.crew;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.BlobPart;
import io.symlab.proto.CrewBegin;
import io.symlab.proto.CrewCut;
import io.symlab.proto.CrewProgress;
import io.symlab.proto.IslandBegin;
import io.symlab.proto.IslandState;
import io.symlab.proto.Migrants;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded;
import io.symlab.symbolic.island.IslandSchedule;
import io.symlab.symbolic.sample.SampleReservoir;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The islands of a crew, a stretch of the ring each of which sends its elites to the next, and the
 * samples that they share. Part of one actor, used in its handlers only.
 */
final class CrewIslands {
  private static final String PREFIX = "island-";
  private static final String RESERVOIR = "reservoir";

  private final int first;
  private final List<ActorRef<IslandWorker.Command>> islands = new ArrayList<>();
  private final List<Blobs.Assembly> states = new ArrayList<>();
  private final ActorRef<ReservoirWorker.Command> reservoir;
  private final CrewFronts fronts;
  private final CrewCuts cuts;
  private final long[] rounds;
  private int done;

  /**
   * Starts them all.
   *
   * @param next takes the elites of the last one
   * @param leader hears what they say
   */
  CrewIslands(
      ActorContext<Crew.Command> context,
      WorkerContext surroundings,
      CrewBegin begin,
      Optional<ActorRef<IslandWorker.Command>> next,
      ActorRef<WorkerSaid> leader) {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    int count = begin.getIslandsCount();
    first = begin.getFirst();
    rounds = new long[count];
    fronts = new CrewFronts(IslandSchedule.of(recipe.search()), count, recipe.budget().rounds());
    cuts = new CrewCuts(count);
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    String samples = context.getSelf().path() + "#" + context.getSelf().path().uid();
    reservoir =
        context.spawn(
            ReservoirWorker.create(
                samples,
                new SampleReservoir(width, recipe.budget().reservoir(), recipe.search().seed()),
                leader),
            RESERVOIR,
            DispatcherSelector.fromConfig(surroundings.blockingDispatcher()));
    context.watchWith(reservoir, new Crew.Ended(RESERVOIR));
    var dispatcher = DispatcherSelector.fromConfig(surroundings.workDispatcher());
    for (int i = 0; i < count; i++) {
      islands.add(context.spawn(IslandWorker.create(), PREFIX + (first + i), dispatcher));
      context.watchWith(islands.get(i), new Crew.Ended(PREFIX + (first + i)));
      states.add(new Blobs.Assembly());
    }
    for (int i = 0; i < count; i++) {
      var what =
          IslandBegin.newBuilder()
              .setWorker(PREFIX + (first + i))
              .setRecipe(begin.getRecipe())
              .setIndex(first + i)
              .setReservoir(samples)
              .setCutEvery(begin.getCutEvery())
              .setState(begin.getIslands(i))
              .setHaltAt(begin.getHaltAt())
              .build();
      var neighbour = i + 1 < count ? islands.get(i + 1) : next.orElse(islands.get(0));
      for (BlobPart part : Blobs.split(what.toByteString())) {
        islands.get(i).tell(new IslandWorker.Begin(part, neighbour, reservoir, leader));
      }
    }
  }

  /** Whether a worker of this name is an island. */
  static boolean has(String worker) {
    return worker.startsWith(PREFIX);
  }

  /** The index on the ring in an island's name. */
  static int index(String worker) {
    return Integer.parseInt(worker.substring(PREFIX.length()));
  }

  void go(String worker, Turn turn) {
    islands.get(index(worker) - first).tell(new IslandWorker.Go(turn));
  }

  /** From the island before the first one. */
  void arrive(Migrants migrants) {
    islands.get(0).tell(new IslandWorker.Arrive(migrants));
  }

  void tell(ReservoirWorker.Command command) {
    reservoir.tell(command);
  }

  void yielded(String worker, Yielded yielded) {
    rounds[index(worker) - first] = yielded.getDone();
    done += yielded.getState() == Yielded.State.DONE ? 1 : 0;
  }

  void found(WorkerEvent said) {
    fronts.found(index(said.getWorker()) - first, said.getFront());
  }

  /** A part of an island's state has come; gives the round of which all are kept with it. */
  OptionalInt state(String worker, IslandState state) {
    int island = index(worker) - first;
    Optional<ByteString> whole = states.get(island).add(state.getPart());
    return whole.isEmpty() ? OptionalInt.empty() : cuts.add(island, state.getRound(), whole.get());
  }

  /** The states of all at the end of a round. */
  CrewCut cut(int round) {
    return cuts.at(round);
  }

  /** States at the ends of rounds before that one are wanted no more. */
  void forget(int round) {
    cuts.forget(round);
  }

  /** Whether all have ended their last round. */
  boolean done() {
    return done == islands.size();
  }

  void report(CrewProgress.Builder progress) {
    progress.addAllIslands(fronts.views(rounds)).setFront(fronts.merged()).setDone(done());
  }
}
