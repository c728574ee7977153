package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Codec;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.settings.SearchTactics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The members of an island. Parents are chosen by tournament, the oldest member gives way to each
 * child (Real et al. 2019, age-regularised evolution), and complexities that are crowded count as
 * worse, so that small formulas are not drowned by large ones (PySR's adaptive parsimony).
 */
final class Population {
  /**
   * @param loss up to scale and offset, in units of y's variance
   */
  record Member(Expression expression, int complexity, double loss) {}

  private final Member[] members;
  private final SearchTactics tactics;
  private final int[] crowd;
  private int oldest;

  Population(Member[] members, int oldest, int maxComplexity, SearchTactics tactics) {
    this.members = members;
    this.oldest = oldest;
    this.tactics = tactics;
    this.crowd = new int[maxComplexity + 1];
    for (Member member : members) {
      crowd[slot(member)]++;
    }
  }

  int size() {
    return members.length;
  }

  Member get(int i) {
    return members[i];
  }

  void set(int i, Member member) {
    crowd[slot(members[i])]--;
    crowd[slot(member)]++;
    members[i] = member;
  }

  void replaceOldest(Member child) {
    set(oldest, child);
    oldest = (oldest + 1) % members.length;
  }

  /** The best of some members drawn at random. */
  Member tournament(SplittableRandom random) {
    Member best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < tactics.tournament(); i++) {
      Member drawn = members[random.nextInt(members.length)];
      double cost = cost(drawn) * Math.exp(tactics.adaptiveParsimony() * share(drawn));
      if (best == null || cost < least) {
        best = drawn;
        least = cost;
      }
    }
    return best;
  }

  /** What a member is judged by apart from its crowd: its loss and its size. */
  double cost(Member member) {
    return member.loss() + tactics.parsimony() * member.complexity();
  }

  /** The share of members that have this one's complexity. */
  double share(Member member) {
    return (double) crowd[slot(member)] / members.length;
  }

  private int slot(Member member) {
    return Math.min(member.complexity(), crowd.length - 1);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(oldest);
    out.writeInt(members.length);
    for (Member member : members) {
      out.writeDouble(member.loss());
      Codec.writeExpression(out, member.expression());
    }
  }

  static Population read(DataInputStream in, SearchSettings settings) throws IOException {
    int oldest = in.readInt();
    Member[] members = new Member[Codec.count(in.readInt())];
    for (int i = 0; i < members.length; i++) {
      double loss = in.readDouble();
      Expression expression = Codec.readExpression(in);
      members[i] = new Member(expression, settings.complexity(expression), loss);
    }
    return new Population(members, oldest, settings.maxComplexity(), settings.tactics());
  }
}
