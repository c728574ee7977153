package io.symlab.actors.work.island;

import io.symlab.proto.Yielded.State;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.Elites;
import io.symlab.symbolic.island.Island;
import io.symlab.symbolic.island.IslandSchedule;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * An island on its way through counted time: begins a round only when the samples and the elites
 * that are this round's have come, and hands out what a round leaves. Whoever carries it gives it
 * slices; what it finds does not depend on them.
 */
final class IslandRun {
  /** Takes what rounds leave. */
  interface Outlet {
    /** The elites for the next island on the ring. */
    void send(Elites elites);

    /** The island's state at the end of a round that a cut is made of. */
    void state(int round, byte[] state);
  }

  private final SearchSettings settings;
  private final int rounds;
  private final boolean lastToo;
  private final IslandSchedule schedule;
  private final Island island;
  private final Supplier<SampleReservoir> samples;
  private final int cutEvery;
  private final Outlet outlet;
  private final Map<Integer, Elites> arrived = new HashMap<>();
  private int batches;
  private boolean ended;
  private boolean inRound;

  /**
   * @param rounds after which it has ended
   * @param lastToo whether its state is handed out then, too, since another run goes on with it
   * @param island before its first round, or between two
   * @param samples the shared reservoir, asked for once there are batches in it
   * @param cutEvery rounds between two states handed out
   */
  IslandRun(
      SearchSettings settings,
      int rounds,
      boolean lastToo,
      Island island,
      Supplier<SampleReservoir> samples,
      int cutEvery,
      Outlet outlet) {
    this.settings = settings;
    this.rounds = rounds;
    this.lastToo = lastToo;
    this.schedule = IslandSchedule.of(settings);
    this.island = island;
    this.samples = samples;
    this.cutEvery = cutEvery;
    this.outlet = outlet;
  }

  /** Sends again what was under way to the next island when this one's state was taken. */
  void resend() {
    for (int round = Math.max(0, island.round() - settings.slack());
        round < island.round();
        round++) {
      outlet.send(island.elitesAfter(round));
    }
  }

  /** Elites have come. */
  void arrive(Elites elites) {
    arrived.put(elites.round(), elites);
  }

  /** So many batches are in the reservoir; when the record has ended there will be no more. */
  void stocked(int count, boolean recordEnded) {
    batches = Math.max(batches, count);
    ended |= recordEnded;
  }

  /** How many batches the next round needs, when they are not there yet. */
  OptionalInt lacks() {
    int needed = schedule.batchesVisible(island.round(), Integer.MAX_VALUE - 1);
    return ended || batches >= needed ? OptionalInt.empty() : OptionalInt.of(needed);
  }

  /** Whether there is something to do now. */
  boolean ready() {
    int migrants = schedule.migrantsRound(island.round());
    return inRound
        || (!done() && lacks().isEmpty() && (migrants < 0 || arrived.containsKey(migrants)));
  }

  boolean done() {
    return !inRound && island.round() >= rounds;
  }

  /**
   * Evolves until a deadline, or until something is missing.
   *
   * @param deadline a {@code System.nanoTime}
   */
  State work(long deadline) {
    while (ready()) {
      if (!inRound) {
        begin(island.round());
      }
      if (!island.evolve(deadline)) {
        return State.READY;
      }
      end(island.round() - 1);
      if (System.nanoTime() - deadline >= 0) {
        break;
      }
    }
    return done() ? State.DONE : ready() ? State.READY : State.WAITING;
  }

  /** Rounds ended. */
  int round() {
    return island.round();
  }

  Front front() {
    return island.front();
  }

  long evaluations() {
    return island.evaluations();
  }

  private void begin(int round) {
    int last = ended ? batches - 1 : Integer.MAX_VALUE - 1;
    int from = schedule.migrantsRound(round);
    Elites migrants = from < 0 ? Elites.NONE : arrived.remove(from);
    island.beginRound(samples.get().at(schedule.batchesVisible(round, last)), migrants);
    inRound = true;
  }

  private void end(int round) {
    inRound = false;
    outlet.send(island.elitesAfter(round));
    boolean last = round + 1 == rounds;
    if (last ? lastToo : (round + 1) % cutEvery == 0) {
      outlet.state(round + 1, island.encode());
    }
  }
}
