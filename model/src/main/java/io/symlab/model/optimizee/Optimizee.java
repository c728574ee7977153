package io.symlab.model.optimizee;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A family of problems whose parameters are being optimised: a pure function of (parameters, batch)
 * to loss over one flat vector with named groups, so that every update rule works on all
 * coordinates at once. May hold native memory; used by one thread at a time.
 *
 * <p>Here problems of one's own are added: whatever implements {@link #size} and {@link #problem}
 * can be meta-trained on, rolled out, tuned and evaluated, like those of {@link Optimizees}. Both
 * halves of the data may be the same where there is none. What has to hold is that everything a
 * problem draws at random follows from the arguments of {@link #problem} and from the step, and
 * from nothing else: rules are compared on the same problems, and training goes on from a
 * checkpoint with the same numbers. {@link io.symlab.symbolic.Randomness} derives such streams.
 */
public interface Optimizee extends AutoCloseable {
  /** Coordinates of the flat parameter vector. */
  int size();

  /**
   * Where each weight and bias lies in the flat vector, in order, without gaps; one group unless
   * told otherwise. Rollouts watch some coordinates of each.
   */
  default List<ParameterGroup> groups() {
    return List.of(new ParameterGroup("all", 0, size()));
  }

  /**
   * A fresh problem of the family: its initial parameters and its order of data are functions of
   * the arguments alone, so that run i is the same for every rule.
   *
   * @param half which half of the training data
   * @param role what the problem is for, e.g. {@code "meta-train"}
   * @param index which one of its kind
   */
  Problem problem(Half half, long seed, String role, long index);

  /**
   * Updates in which each example of a half is seen once, those left out that fill no batch; empty
   * where there are no examples.
   */
  default OptionalInt stepsPerEpoch(Half half) {
    return OptionalInt.empty();
  }

  /**
   * The optimizee that an epoch of meta-training has its problem from: itself, but where there is a
   * {@link Mixture}.
   *
   * @param epoch from 0; with the seed it decides
   */
  default Optimizee drawn(long seed, long epoch) {
    return this;
  }

  /** All that {@link #drawn} may give. */
  default List<Optimizee> drawnFrom() {
    return List.of(this);
  }

  /** Frees what it holds; nothing unless told otherwise. */
  @Override
  default void close() {}

  /** The halves of the data: meta-training and rollouts see the one, evaluation the other. */
  enum Half {
    TRAIN,
    HELD_OUT
  }

  /**
   * One weight or bias: {@code length} coordinates from {@code offset}, the numbers of a tensor of
   * this shape, row-major.
   */
  record ParameterGroup(String name, int offset, int length, List<Long> shape) {
    public ParameterGroup {
      shape = List.copyOf(shape);
      if (shape.stream().reduce(1L, (a, b) -> a * b) != length) {
        throw new IllegalArgumentException(
            "the parameter group " + name + " of " + length + " numbers in the shape " + shape);
      }
    }

    /** A vector. */
    public ParameterGroup(String name, int offset, int length) {
      this(name, offset, length, List.of((long) length));
    }
  }

  /** One problem; valid until its optimizee is closed. A loss with its gradient is enough. */
  @FunctionalInterface
  interface Problem {
    /** Writes the initial parameters, [size]; zeros unless told otherwise. */
    default void initial(float[] theta) {
      Arrays.fill(theta, 0);
    }

    /**
     * f_step(theta), and its gradient into {@code gradient} [size].
     *
     * <p>A loss that is not finite, or a {@link io.symlab.model.DivergedException}, ends a run as
     * diverged.
     *
     * @param theta [size], read only
     * @param step from 0; chooses the batch
     */
    double gradient(float[] theta, int step, float[] gradient);

    /** f_step(theta) alone. */
    default double loss(float[] theta, int step) {
      return gradient(theta, step, new float[theta.length]);
    }

    /** The share of test examples that theta gets right, where there is such a thing. */
    default OptionalDouble accuracy(float[] theta) {
      return OptionalDouble.empty();
    }
  }
}
