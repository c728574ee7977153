package io.symlab.model.optimizee;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A family of problems whose parameters are being optimised: a pure function of (parameters, batch)
 * to loss over one flat vector with named groups, so that every update rule works on all
 * coordinates at once. Holds native memory; used by one thread at a time.
 */
public interface Optimizee extends AutoCloseable {
  /** Coordinates of the flat parameter vector. */
  int size();

  /** Where each weight and bias lies in the flat vector, in order, without gaps. */
  List<ParameterGroup> groups();

  /**
   * A fresh problem of the family: its initial parameters and its order of data are functions of
   * the arguments alone, so that run i is the same for every rule.
   *
   * @param half which half of the training data
   * @param role what the problem is for, e.g. {@code "meta-train"}
   * @param index which one of its kind
   */
  Problem problem(Half half, long seed, String role, long index);

  @Override
  void close();

  /** The halves of the data: meta-training and rollouts see the one, evaluation the other. */
  enum Half {
    TRAIN,
    HELD_OUT
  }

  /** One weight or bias: {@code length} coordinates from {@code offset}. */
  record ParameterGroup(String name, int offset, int length) {}

  /** One problem; valid until its optimizee is closed. */
  interface Problem {
    /** Writes the initial parameters, [size]. */
    void initial(float[] theta);

    /**
     * f_step(theta), and its gradient into {@code gradient} [size].
     *
     * @param step from 0; chooses the batch
     */
    double gradient(float[] theta, int step, float[] gradient);

    /** f_step(theta) alone. */
    double loss(float[] theta, int step);

    /** The share of test examples that theta gets right, where there is such a thing. */
    default OptionalDouble accuracy(float[] theta) {
      return OptionalDouble.empty();
    }
  }
}
