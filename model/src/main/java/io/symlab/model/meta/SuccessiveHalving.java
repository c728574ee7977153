package io.symlab.model.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the best of many arms with few runs: all run on one problem, the better half of them on a
 * second one too, the better half of those on four, and so on up to all problems (Jamieson and
 * Talwalkar 2016). They are compared by {@link PairedArms}.
 *
 * <p>Arms are rules at several rates, rule by rule and rates rising. Of finalists that the problems
 * do not tell apart, that one wins which is best together with the rule's next lower and next
 * higher rate: it owes least to chance, and to the rate being just so. The rates beside it run on
 * some problems for that. The winner must not be worse than the same rule at its own rate, which
 * then runs on all problems as well.
 *
 * <p>What comes next follows from the losses so far and from nothing else, so that those are all
 * there is to keep.
 */
final class SuccessiveHalving {
  /** Arms that a cut leaves at least: on one problem, who leads is often not the best. */
  private static final int LEAST = 2;

  private final double[][] losses;
  private final int rates;
  private final int own;
  private final int beside;

  /**
   * Begins.
   *
   * @param rules how many there are
   * @param rates of each
   * @param own index among the rates of the rule's own
   * @param problems to decide on
   * @param beside problems that the rates next to a finalist's run on; at most all
   */
  SuccessiveHalving(int rules, int rates, int own, int problems, int beside) {
    this.rates = rates;
    this.own = own;
    this.beside = beside;
    losses = new double[rules * rates][problems];
    for (double[] row : losses) {
      Arrays.fill(row, Double.NaN);
    }
  }

  /** A run to be made. */
  record Run(int arm, int problem) {}

  /** Arms that are to run on so many problems. */
  private record Wanted(List<Integer> arms, int problems) {}

  /** The next run; empty once the best is known. */
  Optional<Run> next() {
    for (int rung = 1; ; rung = above(rung)) {
      Wanted wanted = new Wanted(alive(rung), rung);
      if (rung == problems()) {
        return run(wanted)
            .or(() -> run(new Wanted(besideTied(wanted.arms()), beside)))
            .or(() -> run(new Wanted(List.of(ownRate(winner(wanted.arms()))), problems())));
      }
      Optional<Run> run = run(wanted);
      if (run.isPresent()) {
        return run;
      }
    }
  }

  private Optional<Run> run(Wanted wanted) {
    return wanted.arms().stream()
        .filter(arm -> problems(arm) < wanted.problems())
        .map(arm -> new Run(arm, problems(arm)))
        .findFirst();
  }

  private int above(int rung) {
    return Math.min(2 * rung, problems());
  }

  /** Takes the outcome of the {@link #next} run; after an infinite one the arm is not run again. */
  void ended(Run run, double loss) {
    losses[run.arm()][run.problem()] = loss;
    if (Double.isInfinite(loss)) {
      Arrays.fill(losses[run.arm()], run.problem(), problems(), loss);
    }
  }

  /** Runs that are still to come, if nothing diverges and the finals ask for no other rates. */
  int left() {
    int rung = 1;
    while (rung < problems() && open(new Wanted(alive(rung), rung)) == 0) {
      rung = above(rung);
    }
    List<Integer> alive = alive(rung);
    int open = open(new Wanted(alive, rung));
    if (rung < problems()) {
      return open + later(alive.size(), rung);
    }
    if (open > 0) {
      return open;
    }
    int tied = open(new Wanted(besideTied(alive), beside));
    return tied > 0 ? tied : open(new Wanted(List.of(ownRate(winner(alive))), problems()));
  }

  private int open(Wanted wanted) {
    return wanted.arms().stream()
        .mapToInt(arm -> Math.max(0, wanted.problems() - problems(arm)))
        .sum();
  }

  /** Runs of the rungs above this one, by which arms are many. */
  private int later(int arms, int from) {
    int runs = 0;
    int alive = arms;
    for (int rung = from; rung < problems(); rung = above(rung)) {
      alive = places(alive);
      runs += alive * (above(rung) - rung);
    }
    return runs;
  }

  /** The best arm; before the end, that of those which have run on most problems. */
  int best() {
    if (next().isPresent()) {
      List<Integer> running = all().stream().filter(arm -> !Double.isInfinite(loss(arm))).toList();
      int most = running.stream().mapToInt(this::problems).max().orElse(0);
      List<Integer> last = running.stream().filter(arm -> problems(arm) == most).toList();
      return most == 0 ? own : new PairedArms(losses, last, most).least(last);
    }
    List<Integer> finalists = alive(problems());
    int winner = winner(finalists);
    var paired = new PairedArms(losses, finalists, problems());
    return paired.score(ownRate(winner)) <= paired.score(winner) ? ownRate(winner) : winner;
  }

  /** The arms that come to a rung: the better halves of the rungs below. */
  private List<Integer> alive(int rung) {
    List<Integer> alive = all();
    for (int below = 1; below < rung; below = above(below)) {
      double[] scores = scores(alive, below);
      alive =
          alive.stream()
              .sorted(Comparator.comparingDouble(arm -> scores[arm]))
              .limit(places(alive.size()))
              .sorted()
              .toList();
    }
    return alive;
  }

  /** By arm; those that are not compared have none. */
  private double[] scores(List<Integer> compared, int over) {
    var paired = new PairedArms(losses, compared, over);
    double[] scores = new double[arms()];
    compared.forEach(arm -> scores[arm] = paired.score(arm));
    return scores;
  }

  private static int places(int arms) {
    return Math.max(Math.min(arms, LEAST), (arms + 1) / 2);
  }

  /** Once the finalists have run: the rates beside those of them that are tied, if several are. */
  private List<Integer> besideTied(List<Integer> finalists) {
    List<Integer> tied = tied(finalists);
    return tied.size() == 1
        ? List.of()
        : tied.stream().flatMap(arm -> neighbours(arm).stream()).toList();
  }

  private List<Integer> tied(List<Integer> finalists) {
    var paired = new PairedArms(losses, finalists, problems());
    int least = paired.least(finalists);
    return finalists.stream().filter(arm -> paired.tied(arm, least)).toList();
  }

  /** Of the tied finalists the one whose own score and those beside it have the least mean. */
  private int winner(List<Integer> finalists) {
    var paired = new PairedArms(losses, finalists, problems());
    List<Integer> tied = tied(finalists);
    if (tied.size() == 1) {
      return tied.get(0);
    }
    int best = tied.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int arm : tied) {
      double around = paired.score(arm);
      for (int next : neighbours(arm)) {
        around += paired.excess(next, arm, problems(next)) / (1 + neighbours(arm).size());
      }
      best = around < least ? arm : best;
      least = Math.min(around, least);
    }
    return best;
  }

  private List<Integer> neighbours(int arm) {
    List<Integer> beside = new ArrayList<>();
    if (arm % rates > 0) {
      beside.add(arm - 1);
    }
    if (arm % rates < rates - 1) {
      beside.add(arm + 1);
    }
    return beside;
  }

  private int ownRate(int arm) {
    return arm - arm % rates + own;
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

  /** Summed in the order of the problems, as a {@link HeldOut} of all of them does. */
  private double mean(int arm, int over) {
    double sum = 0;
    for (int problem = 0; problem < over; problem++) {
      sum += losses[arm][problem];
    }
    return sum / over;
  }
}
