package io.symlab.actors.work.distill;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.proto.BlobPart;
import io.symlab.proto.IslandBegin;
import io.symlab.proto.StageBegin;
import io.symlab.proto.Turn;
import io.symlab.proto.Yielded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The workers of an archipelago's islands, each of which sends its elites to the next: starts them,
 * hands them their turns, and knows how many rounds they have ended. Part of one actor, used in its
 * handlers only.
 */
final class IslandRing {
  private static final int CUT_EVERY = 5;
  private static final String PREFIX = "island-";

  private final List<ActorRef<IslandWorker.Command>> islands = new ArrayList<>();
  private final long[] rounds;
  private int done;

  /**
   * Starts all islands.
   *
   * @param count how many
   * @param reservoirName under which they find their samples
   * @param onDeath makes the message that the actor wants when a worker has ended
   */
  IslandRing(
      int count,
      ActorContext<Command> context,
      Props dispatcher,
      StageBegin begin,
      Distillation work,
      String reservoirName,
      ActorRef<ReservoirWorker.Command> reservoir,
      Function<String, Command> onDeath) {
    rounds = new long[count];
    for (int i = 0; i < count; i++) {
      rounds[i] = work.round();
      islands.add(context.spawn(IslandWorker.create(), PREFIX + i, dispatcher));
      context.watchWith(islands.get(i), onDeath.apply(PREFIX + i));
    }
    for (int i = 0; i < count; i++) {
      var what =
          IslandBegin.newBuilder()
              .setWorker(PREFIX + i)
              .setRecipe(begin.getRecipe())
              .setIndex(i)
              .setReservoir(reservoirName)
              .setCutEvery(CUT_EVERY)
              .setState(work.islandState(i))
              .setHaltAt(begin.getHaltAt())
              .build();
      var next = islands.get((i + 1) % count);
      for (BlobPart part : Blobs.split(what.toByteString())) {
        islands
            .get(i)
            .tell(new IslandWorker.Begin(part, next, reservoir, context.getSelf().narrow()));
      }
    }
  }

  /** Whether a worker of this name is an island's. */
  static boolean has(String worker) {
    return worker.startsWith(PREFIX);
  }

  /** The index in an island's name. */
  static int index(String worker) {
    return Integer.parseInt(worker.substring(PREFIX.length()));
  }

  void go(String worker, Turn turn) {
    islands.get(index(worker)).tell(new IslandWorker.Go(turn));
  }

  /** An island's turn is over. */
  void yielded(String worker, Yielded yielded) {
    rounds[index(worker)] = yielded.getDone();
    done += yielded.getState() == Yielded.State.DONE ? 1 : 0;
  }

  /** Whether all islands have ended their last round. */
  boolean done() {
    return done == rounds.length;
  }

  /** Rounds that an island has ended. */
  long rounds(int island) {
    return rounds[island];
  }

  /** Rounds ended, all islands together. */
  long rounds() {
    long sum = 0;
    for (long ended : rounds) {
      sum += ended;
    }
    return sum;
  }
}
