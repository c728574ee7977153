package io.symlab.model.rule;

/**
 * A rule with parameters and their derivatives, at work on one problem. Meta-training runs it
 * forward for an unroll, then backward once; its inputs are held at their recorded values, so the
 * gradient is that of the parameters' direct effect on the updates (truncated back-propagation
 * through time). Used by one thread at a time.
 */
public interface TrainableRule extends AutoCloseable {
  /** How many parameters it has. */
  int parameters();

  /** Sets the parameters, [parameters]; not in the middle of an unroll. */
  void phi(float[] phi);

  /** Begins a problem: forgets all memory and everything recorded. */
  void start();

  /**
   * One step of the rule, recorded for {@link #backward}.
   *
   * @param features planar, [features][coordinates], copied
   * @param update what is to be added to the problem's parameters, [coordinates], overwritten
   */
  void forward(float[][] features, float[] update);

  /**
   * Adds d/dphi sum_s &lt;adjoint_s, update_s&gt; over the recorded steps s to {@code gradient},
   * then drops them and keeps the memory they left.
   *
   * @param adjoints one row per recorded step, [steps or more][coordinates]
   * @param gradient [parameters]
   */
  void backward(float[][] adjoints, double[] gradient);

  /**
   * The same, and the derivatives with respect to the recorded inputs.
   *
   * @param toFeatures [steps][features][coordinates], overwritten with d/dfeatures sum_s
   *     &lt;adjoint_s, update_s&gt;, later updates included, which a step's inputs reach by way of
   *     the memory; null when not wanted
   * @throws UnsupportedOperationException when they are wanted and the rule does not give them
   */
  default void backward(float[][] adjoints, double[] gradient, float[][][] toFeatures) {
    if (toFeatures != null) {
      throw new UnsupportedOperationException(
          getClass().getSimpleName() + " gives no derivatives with respect to its inputs");
    }
    backward(adjoints, gradient);
  }

  /**
   * Takes over the memory of another rule, and drops what was recorded.
   *
   * @param other of the same kind, architecture and coordinates, with nothing recorded
   * @throws UnsupportedOperationException when this kind of rule can't
   */
  default void remember(TrainableRule other) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " can't take over another rule's memory");
  }

  /** Drops the recorded steps and keeps the memory they left. */
  void drop();

  @Override
  void close();
}
