package io.symlab.model.meta;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the best of many arms with few runs: all run on one problem, the best third of them on a
 * second one too, the best third of those on four, and so on up to all problems, where the least
 * mean wins. An arm may name another that it must not be worse than, which then runs on all
 * problems as well. (Jamieson and Talwalkar 2016; a third rather than a half, since problems are
 * paired: what differs between arms on the same problem is seldom chance.)
 *
 * <p>What comes next follows from the losses so far and from nothing else, so that those are all
 * there is to keep.
 */
final class SuccessiveHalving {
  private static final int SHARE = 3;

  /** Arms that a cut leaves at least: on one problem, who leads is often not the best. */
  private static final int LEAST = 3;

  private final double[][] losses;
  private final int[] yardstick;

  /**
   * Begins.
   *
   * @param yardstick per arm, the arm that it must not be worse than; itself where there is none
   * @param problems to decide on
   */
  SuccessiveHalving(int[] yardstick, int problems) {
    this.yardstick = yardstick.clone();
    losses = new double[yardstick.length][problems];
    for (double[] row : losses) {
      Arrays.fill(row, Double.NaN);
    }
  }

  /** A run to be made. */
  record Run(int arm, int problem) {}

  /** The next run; empty once the best is known. */
  Optional<Run> next() {
    List<Integer> alive = all();
    for (int rung = 1; ; rung = Math.min(2 * rung, problems())) {
      for (int arm : alive) {
        if (problems(arm) < rung) {
          return Optional.of(new Run(arm, problems(arm)));
        }
      }
      if (rung == problems()) {
        int reference = yardstick[least(alive, rung)];
        return problems(reference) < rung
            ? Optional.of(new Run(reference, problems(reference)))
            : Optional.empty();
      }
      alive = kept(alive, rung);
    }
  }

  /** Takes the outcome of the {@link #next} run; after an infinite one the arm is not run again. */
  void ended(Run run, double loss) {
    losses[run.arm()][run.problem()] = loss;
    if (Double.isInfinite(loss)) {
      Arrays.fill(losses[run.arm()], run.problem(), problems(), loss);
    }
  }

  /** Runs that are still to come, if nothing diverges and no yardstick is wanting. */
  int left() {
    List<Integer> alive = all();
    int left = 0;
    for (int rung = 1; ; rung = Math.min(2 * rung, problems())) {
      int open = 0;
      for (int arm : alive) {
        open += Math.max(0, rung - problems(arm));
      }
      left += open;
      if (rung == problems()) {
        return open > 0 ? left : problems() - problems(yardstick[least(alive, rung)]);
      }
      if (open > 0) {
        return left + later(alive.size(), rung);
      }
      alive = kept(alive, rung);
    }
  }

  /** Runs of the rungs above this one, by which arms are many. */
  private int later(int arms, int from) {
    int runs = 0;
    int rung = from;
    int alive = arms;
    while (rung < problems()) {
      int next = Math.min(2 * rung, problems());
      alive = places(alive);
      runs += alive * (next - rung);
      rung = next;
    }
    return runs;
  }

  /** The best arm; before the end, that of those which have run on most problems. */
  int best() {
    int most = all().stream().mapToInt(this::problems).max().orElseThrow();
    List<Integer> last = all().stream().filter(arm -> problems(arm) == most).toList();
    if (most == 0) {
      return yardstick[0];
    }
    int winner = least(last, most);
    int reference = yardstick[winner];
    return problems(reference) == most && mean(reference, most) <= mean(winner, most)
        ? reference
        : winner;
  }

  /** Problems that an arm has run on; all for one that diverged. */
  int problems(int arm) {
    int count = 0;
    while (count < problems() && !Double.isNaN(losses[arm][count])) {
      count++;
    }
    return count;
  }

  /** Mean loss over the problems that an arm has run on; NaN before the first. */
  double loss(int arm) {
    return problems(arm) == 0 ? Double.NaN : mean(arm, problems(arm));
  }

  int arms() {
    return losses.length;
  }

  int problems() {
    return losses[0].length;
  }

  /** Losses by arm and problem, [arms][problems]; NaN where there is none yet. For its owner. */
  double[][] losses() {
    return losses;
  }

  private List<Integer> all() {
    return IntStream.range(0, arms()).boxed().toList();
  }

  private List<Integer> kept(List<Integer> alive, int rung) {
    return alive.stream()
        .sorted(Comparator.comparingDouble((Integer arm) -> mean(arm, rung)))
        .limit(places(alive.size()))
        .sorted()
        .toList();
  }

  private static int places(int arms) {
    return Math.max(Math.min(arms, LEAST), (arms + SHARE - 1) / SHARE);
  }

  /** The first of those with the least mean. */
  private int least(List<Integer> arms, int over) {
    int best = arms.get(0);
    for (int arm : arms) {
      best = mean(arm, over) < mean(best, over) ? arm : best;
    }
    return best;
  }

  /** Summed in the order of the problems, as a {@link HeldOut} of all of them does. */
  private double mean(int arm, int over) {
    double sum = 0;
    for (int problem = 0; problem < over; problem++) {
      sum += losses[arm][problem];
    }
    return sum / over;
  }
}
