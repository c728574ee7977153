package io.symlab.actors.work.crew;

import com.google.protobuf.ByteString;
import io.symlab.proto.FrontFound;
import io.symlab.proto.IslandView;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.IslandSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the islands of a crew have found: their fronts merged, and how each does. */
final class CrewFronts {
  private final IslandSchedule schedule;
  private final int total;
  private final FrontFound[] found;
  private final Front[] fronts;
  private final int[] improved;
  private boolean changed = true;

  /**
   * @param islands how many
   * @param total rounds after which an island has ended
   */
  CrewFronts(IslandSchedule schedule, int islands, int total) {
    this.schedule = schedule;
    this.total = total;
    found = new FrontFound[islands];
    Arrays.fill(found, FrontFound.getDefaultInstance());
    fronts = new Front[islands];
    Arrays.fill(fronts, Front.EMPTY);
    improved = new int[islands];
  }

  /** The front of one of them as it is now. */
  void found(int island, FrontFound front) {
    found[island] = front;
    Front now = Front.decode(front.getFront().toByteArray());
    if (!now.equals(fronts[island])) {
      improved[island] = front.getRound();
      changed = true;
    }
    fronts[island] = now;
  }

  /** All of them merged, in the ring's order; empty when it is as it was the last time. */
  ByteString merged() {
    if (!changed) {
      return ByteString.EMPTY;
    }
    changed = false;
    Front front = Front.EMPTY;
    for (Front one : fronts) {
      front = front.merge(one);
    }
    return ByteString.copyFrom(front.encode());
  }

  /**
   * How each does.
   *
   * @param rounds that they have ended; their fronts come now and then
   */
  List<IslandView> views(long[] rounds) {
    List<IslandView> views = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      int round = (int) Math.max(rounds[i], found[i].getRound());
      IslandView.Builder view =
          IslandView.newBuilder()
              .setRound(round)
              .setRounds(total)
              .setEvaluations(found[i].getEvaluations())
              .setRules(fronts[i].members().size())
              .setImproved(improved[i]);
      fronts[i].last().ifPresent(member -> view.setBestLoss(member.loss()));
      int took = schedule.migrantsRound(round - 1);
      if (took >= 0) {
        view.setTook(took);
      }
      views.add(view.build());
    }
    return views;
  }
}
