package io.symlab.model.meta;

/**
 * Tuning the constants of a symbolic rule by the unroll that trains learned optimizers.
 *
 * @param epochs fresh optimizees to tune on; 0 leaves the rule as it is
 * @param steps updates per epoch
 * @param unroll updates per step on the constants
 * @param optimizer {@code sgd} (momentum 0.9) or {@code adam}, down the gradient of unrolls; or
 *     {@code snes}, which runs candidates: an epoch is a generation of them
 * @param learningRate of that optimizer; of {@code snes} the share of a constant that its
 *     candidates differ by at first
 * @param evaluateEvery epochs between evaluations on the held-out half; the best constants are kept
 * @param evaluationSteps updates per problem of an evaluation
 * @param heldOut problems that evaluations run on; more than one, since how rules compare differs
 *     from problem to problem. A choice of rule and rate decides among the last few on {@linkplain
 *     #deciding four times as many}
 * @param rates how the rate is found
 * @param halfWay whether evaluations count the last losses of their first half as much as the last
 *     of all, so that a rule is chosen that is good early, too
 */
public record MetaTuningSettings(
    int epochs,
    int steps,
    int unroll,
    String optimizer,
    double learningRate,
    int evaluateEvery,
    int evaluationSteps,
    int heldOut,
    RateSweep rates,
    boolean halfWay) {
  private static final int FINALS = 4;

  public MetaTuningSettings {
    if (heldOut < 1) {
      throw new IllegalArgumentException(
          "a held-out evaluation needs a problem, meta-tune.held-out = " + heldOut);
    }
  }

  /** Of constants alone, evaluated on one problem. */
  public MetaTuningSettings(
      int epochs,
      int steps,
      int unroll,
      String optimizer,
      double learningRate,
      int evaluateEvery,
      int evaluationSteps) {
    this(
        epochs,
        steps,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        1,
        RateSweep.NONE,
        false);
  }

  /**
   * 20 epochs of 100 updates, unrolls of 10, stochastic gradient descent; evaluations on four
   * problems, and the rate swept and tuned.
   */
  public static MetaTuningSettings defaults() {
    return new MetaTuningSettings(20, 100, 10, "sgd", 0.005, 5, 100)
        .withHeldOut(4)
        .withRates(RateSweep.USUAL);
  }

  /**
   * Problems that a choice of rule and rate decides on in the end; one, where evaluations have one.
   * The best of many needs more of them than a comparison of two: it is partly the luckiest.
   */
  public int deciding() {
    return heldOut == 1 ? 1 : FINALS * heldOut;
  }

  /** Updates of an evaluation, on all its problems. */
  long heldOutSteps() {
    return (long) heldOut * evaluationSteps;
  }

  /** The same with evaluations on as many problems. */
  public MetaTuningSettings withHeldOut(int problems) {
    return new MetaTuningSettings(
        epochs,
        steps,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        problems,
        rates,
        halfWay);
  }

  /** The same with the rate found in another way. */
  public MetaTuningSettings withRates(RateSweep sweep) {
    return new MetaTuningSettings(
        epochs,
        steps,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        heldOut,
        sweep,
        halfWay);
  }

  /** The same with as many epochs. */
  public MetaTuningSettings withEpochs(int count) {
    return new MetaTuningSettings(
        count,
        steps,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        heldOut,
        rates,
        halfWay);
  }

  /** The same with as many updates per epoch. */
  public MetaTuningSettings withSteps(int updates) {
    return new MetaTuningSettings(
        epochs,
        updates,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        heldOut,
        rates,
        halfWay);
  }

  /**
   * The same with another optimizer of the constants, {@code sgd}, {@code adam} or {@code snes}.
   */
  public MetaTuningSettings withOptimizer(String name, double rate) {
    return new MetaTuningSettings(
        epochs, steps, unroll, name, rate, evaluateEvery, evaluationSteps, heldOut, rates, halfWay);
  }

  /** The same evaluated every so many epochs, for as many updates. */
  public MetaTuningSettings withEvaluation(int every, int updates) {
    return new MetaTuningSettings(
        epochs, steps, unroll, optimizer, learningRate, every, updates, heldOut, rates, halfWay);
  }

  /** The same with what counts half way, or without. */
  public MetaTuningSettings withHalfWay(boolean counts) {
    return new MetaTuningSettings(
        epochs,
        steps,
        unroll,
        optimizer,
        learningRate,
        evaluateEvery,
        evaluationSteps,
        heldOut,
        rates,
        counts);
  }
}
