package io.symlab.model.optimizee;

import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A mixture of tasks to meta-train on, so that what is learned suits more than one: each epoch has
 * its problem from one of several optimizees, drawn by weight. They may be of any sizes. Of the
 * first one is all that is not an epoch: held-out evaluations, and whatever else asks for a
 * problem.
 *
 * <pre>{@code
 * try (Optimizee both =
 *     Mixture.of(new Mixture.Part(quadratics, 2), new Mixture.Part(lassos, 1))) {
 *   LearnedOptimizer optimizer = MetaTraining.train(both, rule, training, 1);
 * }
 * }</pre>
 */
public final class Mixture implements Optimizee {
  private final List<Part> parts;
  private final double total;

  /**
   * One of them.
   *
   * @param optimizee is closed with the mixture
   * @param weight how often it is drawn, in proportion to the sum of all weights
   */
  public record Part(Optimizee optimizee, double weight) {
    /**
     * @throws IllegalArgumentException when the weight is negative or not finite
     */
    public Part {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "the weight of a part of a mixture is " + weight + ": choose 0 or more");
      }
    }
  }

  private Mixture(List<Part> parts) {
    this.parts = parts;
    this.total = parts.stream().mapToDouble(Part::weight).sum();
    if (!(total > 0 && Double.isFinite(total))) {
      throw new IllegalArgumentException(
          "the weights of a mixture add up to " + total + ": one must be above 0");
    }
  }

  /**
   * A mixture.
   *
   * @throws IllegalArgumentException when there are none, or no weight is above 0
   */
  public static Mixture of(Part... parts) {
    return of(List.of(parts));
  }

  /**
   * A mixture.
   *
   * @throws IllegalArgumentException when there are none, or no weight is above 0
   */
  public static Mixture of(List<Part> parts) {
    return new Mixture(List.copyOf(parts));
  }

  @Override
  public Optimizee drawn(long seed, long epoch) {
    double left = total * Randomness.stream(seed, "meta-train.mixture", epoch).nextDouble();
    Optimizee last = first();
    for (Part part : parts) {
      if (part.weight() > 0) {
        last = part.optimizee();
        left -= part.weight();
        if (left < 0) {
          return last;
        }
      }
    }
    return last;
  }

  @Override
  public List<Optimizee> drawnFrom() {
    return parts.stream().filter(part -> part.weight() > 0).map(Part::optimizee).toList();
  }

  private Optimizee first() {
    return parts.get(0).optimizee();
  }

  @Override
  public int size() {
    return first().size();
  }

  @Override
  public List<ParameterGroup> groups() {
    return first().groups();
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return first().problem(half, seed, role, index);
  }

  @Override
  public OptionalInt stepsPerEpoch(Half half) {
    return first().stepsPerEpoch(half);
  }

  @Override
  public void close() {
    closeAll(parts.stream().map(Part::optimizee).toList());
  }

  /** Closes all, also when one can't be. */
  static void closeAll(List<Optimizee> optimizees) {
    List<RuntimeException> failures = new ArrayList<>();
    for (Optimizee optimizee : optimizees) {
      try {
        optimizee.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
