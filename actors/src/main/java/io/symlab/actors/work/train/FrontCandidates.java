package io.symlab.actors.work.train;

import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.front.ScoredFront;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which members of a front are worth a trial as optimizers when the choice is by meta-loss: the
 * marked ones, and of the others those that explain the validation rollouts at least half as well
 * as the best does, spread evenly over the front. A trial costs a run of the optimizee, a front may
 * have dozens of members.
 */
final class FrontCandidates {
  /** Trials at most. */
  static final int MOST = 12;

  private static final double SHARE_OF_BEST = 0.5;

  private FrontCandidates() {}

  /**
   * Indices of rows, rising; no two have the same formula.
   *
   * @throws IllegalStateException when the front is empty
   */
  static List<Integer> of(FrontFile front) {
    front.chosenRow(); // Says what an empty front means.
    TreeSet<Integer> kept = new TreeSet<>(front.front().marks().values());
    if (front.evolved()) {
      return lowest(front);
    }
    double best =
        front.rows().stream()
            .mapToDouble(FrontCandidates::explained)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    List<Integer> others =
        IntStream.range(0, front.rows().size())
            .filter(i -> !kept.contains(i))
            .filter(i -> explained(front.rows().get(i)) >= SHARE_OF_BEST * Math.max(best, 0))
            .boxed()
            .toList();
    int places = Math.min(MOST - kept.size(), others.size());
    for (int place = 0; place < places; place++) {
      // From the first to the last of them; one place alone is the last one's.
      double share = places == 1 ? 1 : place / (places - 1.0);
      kept.add(others.get((int) Math.round(share * (others.size() - 1))));
    }
    Set<Expression> seen = new HashSet<>();
    return kept.stream().filter(i -> seen.add(front.rows().get(i).expression())).toList();
  }

  /** Of a front whose members have been run, those that end lowest on problems set apart. */
  private static List<Integer> lowest(FrontFile front) {
    return IntStream.range(0, front.rows().size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> front.rows().get(i).ranked()))
        .limit(MOST)
        .sorted()
        .toList();
  }

  private static double explained(ScoredFront.Row row) {
    return row.r2Validation().orElse(Double.NaN);
  }
}
