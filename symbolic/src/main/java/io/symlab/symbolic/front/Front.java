package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Pareto front of (complexity, loss): for each complexity the best expression known, as long as
 * no simpler one is as good. Immutable; other tools call it the hall of fame.
 */
public final class Front {
  public static final Front EMPTY = new Front(List.of());
  private static final int VERSION = 1;

  /**
   * One expression of a front.
   *
   * @param complexity nodes
   * @param loss mean squared error in units of y squared, on the rows that it was found on
   * @param expression in the units of the samples
   */
  public record Member(int complexity, double loss, Expression expression) {
    // Written out, as those of Loss.
    @Override
    public boolean equals(Object other) {
      return other instanceof Member that
          && complexity == that.complexity
          && Double.compare(loss, that.loss) == 0
          && expression.equals(that.expression);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * complexity + Double.hashCode(loss)) + expression.hashCode();
    }
  }

  private final List<Member> members;

  private Front(List<Member> members) {
    this.members = members;
  }

  /** The front of any expressions; of equals the earlier one stays. */
  public static Front of(List<Member> candidates) {
    TreeMap<Integer, Member> best = new TreeMap<>();
    for (Member member : candidates) {
      if (Double.isNaN(member.loss())) {
        continue;
      }
      Map.Entry<Integer, Member> rival = best.floorEntry(member.complexity());
      if (rival != null && rival.getValue().loss() <= member.loss()) {
        continue;
      }
      best.put(member.complexity(), member);
      Map.Entry<Integer, Member> next = best.higherEntry(member.complexity());
      while (next != null && next.getValue().loss() >= member.loss()) {
        best.remove(next.getKey());
        next = best.higherEntry(member.complexity());
      }
    }
    return new Front(List.copyOf(best.values()));
  }

  /** From the simplest to the most complex; losses fall strictly. */
  public List<Member> members() {
    return members;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The best loss of the members up to a complexity, infinite when there is none. */
  public double lossAt(int complexity) {
    double loss = Double.POSITIVE_INFINITY;
    for (Member member : members) {
      if (member.complexity() <= complexity) {
        loss = member.loss();
      }
    }
    return loss;
  }

  /** The most complex member, which has the least loss. */
  public Optional<Member> last() {
    return members.isEmpty() ? Optional.empty() : Optional.of(members.get(members.size() - 1));
  }

  /** The front of both; of equals this one's stays. */
  public Front merge(Front other) {
    List<Member> all = new ArrayList<>(members);
    all.addAll(other.members);
    return of(all);
  }

  /** In bytes, to cross a process or to be stored. */
  public byte[] encode() {
    return Codec.write(
        out -> {
          out.writeByte(VERSION);
          out.writeInt(members.size());
          for (Member member : members) {
            out.writeInt(member.complexity());
            out.writeDouble(member.loss());
            Codec.writeExpression(out, member.expression());
          }
        });
  }

  /**
   * Back from {@link #encode}.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  public static Front decode(byte[] bytes) {
    return Codec.read(
        bytes,
        "front",
        in -> {
          int version = in.readByte();
          if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + ", can read " + VERSION);
          }
          int size = Codec.count(in.readInt());
          List<Member> members = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            members.add(new Member(in.readInt(), in.readDouble(), Codec.readExpression(in)));
          }
          return of(members);
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Front front && members.equals(front.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "Front" + members;
  }
}
