package io.symlab.model.evolve;

import io.symlab.symbolic.expression.Expression;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One population of formulas that have been run, and the front of all that it has had: per
 * complexity the one that ends lowest, as long as no simpler one does. The oldest member gives way
 * to each child that is no worse than half of them; parents come from both.
 */
final class EvolvingIsland implements Judgement.Limits {
  private static final int TOURNAMENT = 3;

  private final int size;
  private List<Judged> members = new ArrayList<>();
  private List<Judged> front = new ArrayList<>();

  /**
   * @param size members at most
   */
  EvolvingIsland(int size) {
    this.size = size;
  }

  /** Takes the best of what a search starts from. */
  void found(List<Judged> founders) {
    founders.forEach(this::consider);
    founders.stream()
        .sorted(Comparator.comparingDouble(Judged::loss))
        .limit(size)
        .forEach(members::add);
  }

  /** A formula that has been run enters the front, or the population, or both, or neither. */
  void add(Judged child) {
    consider(child);
    if (members.size() < size || child.loss() <= middle(child.losses().size(), 0.5)) {
      settle(child);
    }
  }

  /** Takes one of a neighbour's front. */
  void welcome(Judged migrant) {
    if (!knows(migrant.expression())) {
      consider(migrant);
      settle(migrant);
    }
  }

  private void settle(Judged member) {
    if (members.size() == size) {
      members.remove(0);
    }
    members.add(member);
  }

  private void consider(Judged one) {
    if (front.stream().anyMatch(other -> dominates(other, one))) {
      return;
    }
    front.removeIf(other -> dominates(one, other));
    front.add(one);
    front.sort(Comparator.comparingInt(Judged::complexity));
  }

  private static boolean dominates(Judged one, Judged other) {
    return one.complexity() <= other.complexity() && one.loss() <= other.loss();
  }

  /** Whether this very formula is here. */
  boolean knows(Expression formula) {
    return members.stream().anyMatch(one -> one.expression().equals(formula))
        || front.stream().anyMatch(one -> one.expression().equals(formula));
  }

  /**
   * A child must not be worse than half of the members, or than what is known of its size; after a
   * quarter of a run, which tells less, than three quarters of them.
   */
  @Override
  public double most(int complexity, int problems) {
    if (front.get(0).complexity() > complexity) {
      return Double.POSITIVE_INFINITY;
    }
    double half = middle(problems, problems == 0 ? 0.75 : 0.5);
    return Math.max(half, best(complexity).loss(problems));
  }

  /** The best on the front up to a complexity. */
  private Judged best(int complexity) {
    Judged best = front.get(0);
    for (Judged one : front) {
      best = one.complexity() <= complexity ? one : best;
    }
    return best;
  }

  private double middle(int problems, double share) {
    double[] losses = members.stream().mapToDouble(one -> one.loss(problems)).sorted().toArray();
    return losses[(int) Math.floor(share * (losses.length - 1))];
  }

  /** Half of the time any of the front, so that short formulas have children; else a tournament. */
  Expression parent(SplittableRandom random) {
    if (random.nextBoolean()) {
      return front.get(random.nextInt(front.size())).expression();
    }
    Judged best = null;
    for (int i = 0; i < TOURNAMENT; i++) {
      Judged drawn = members.get(random.nextInt(members.size()));
      best = best == null || drawn.loss() < best.loss() ? drawn : best;
    }
    return best.expression();
  }

  /** From the simplest to the most complex; losses fall. */
  List<Judged> front() {
    return List.copyOf(front);
  }

  /** The one that ends lowest. */
  Optional<Judged> best() {
    return front.isEmpty() ? Optional.empty() : Optional.of(front.get(front.size() - 1));
  }

  void write(DataOutputStream out) throws IOException {
    Judged.writeAll(out, members);
    Judged.writeAll(out, front);
  }

  void read(DataInputStream in) throws IOException {
    members = Judged.readAll(in);
    front = Judged.readAll(in);
  }

  /** The front of several islands; of equals the earlier one stays. */
  static List<Judged> merged(List<EvolvingIsland> islands) {
    EvolvingIsland all = new EvolvingIsland(1);
    islands.forEach(island -> island.front.forEach(all::consider));
    return all.front();
  }
}
