package io.symlab.model.optimizee;

import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.List;

/**
 * Several problems at once, one after the other in the flat vector, whose weighted losses are
 * added: what the code of Andrychowicz et al. 2016, "Learning to learn by gradient descent by
 * gradient descent", calls an ensemble. A rule that is trained on it has to serve all of them in
 * every step.
 */
final class Ensemble implements Optimizee {
  private final List<Member> members;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final int size;

  /** A problem and the factor of its loss. */
  record Member(Optimizee optimizee, double weight) {}

  /** Takes them over. */
  Ensemble(List<Member> members) {
    this.members = List.copyOf(members);
    long offset = 0;
    for (int i = 0; i < members.size(); i++) {
      for (ParameterGroup group : members.get(i).optimizee().groups()) {
        String name = (i + 1) + "." + group.name();
        groups.add(
            new ParameterGroup(
                name, Math.toIntExact(offset + group.offset()), group.length(), group.shape()));
      }
      offset += members.get(i).optimizee().size();
    }
    this.size = Math.toIntExact(offset);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.copyOf(groups);
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    List<Part> parts = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < members.size(); i++) {
      Optimizee optimizee = members.get(i).optimizee();
      // Seeds of their own: two members of a kind are two problems, not twice the same.
      long own = Randomness.key(seed, "ensemble.member", i);
      Problem problem = optimizee.problem(half, own, role, index);
      parts.add(new Part(problem, members.get(i).weight(), offset, optimizee.size()));
      offset += optimizee.size();
    }
    return new Together(parts);
  }

  @Override
  public void close() {
    Mixture.closeAll(members.stream().map(Member::optimizee).toList());
  }

  /** A member's problem, its place, and room for its own numbers. */
  private record Part(Problem problem, double weight, int offset, float[] theta, float[] gradient) {
    Part(Problem problem, double weight, int offset, int size) {
      this(problem, weight, offset, new float[size], new float[size]);
    }

    float[] of(float[] all) {
      System.arraycopy(all, offset, theta, 0, theta.length);
      return theta;
    }
  }

  private record Together(List<Part> parts) implements Problem {
    @Override
    public void initial(float[] theta) {
      for (Part part : parts) {
        part.problem().initial(part.theta());
        System.arraycopy(part.theta(), 0, theta, part.offset(), part.theta().length);
      }
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      double sum = 0;
      for (Part part : parts) {
        sum += part.weight() * part.problem().gradient(part.of(theta), step, part.gradient());
        for (int i = 0; i < part.gradient().length; i++) {
          gradient[part.offset() + i] = (float) (part.weight() * part.gradient()[i]);
        }
      }
      return sum;
    }

    @Override
    public double loss(float[] theta, int step) {
      double sum = 0;
      for (Part part : parts) {
        sum += part.weight() * part.problem().loss(part.of(theta), step);
      }
      return sum;
    }
  }
}
