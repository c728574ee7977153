package io.symlab.symbolic.fit;

import io.symlab.symbolic.program.FreeParameters;
import io.symlab.symbolic.program.Program;

/**
 * Levenberg-Marquardt steps on a program's constants (Marquardt 1963, with the damping scaled by
 * the diagonal). Decays of averages are moved on the scale of their logits, so that they stay
 * between 0 and 1.
 *
 * @param first damping of the first step
 * @param least damping that more gains do not go below
 * @param linearShare how much less the coefficients of additive terms are damped
 * @param leastGain relative gain of a step below which it was the last
 */
record LevenbergMarquardt(double first, double least, double linearShare, double leastGain) {
  private static final double MAX_DAMPING = 1e8;

  /** A decay's logit moves by at most this much in a step. */
  private static final double MOST_LOGIT = 2;

  /** What is made small. */
  interface Losses {
    /** A program's loss; NaN or infinite where it has none. */
    double of(Program program);

    /**
     * Around the program whose loss was asked for last, in the parameters and what follows them.
     */
    NormalEquations linearise(Program program);
  }

  /**
   * @param program the best one
   * @param isLast whether its loss was the last that was asked for
   */
  record Fit(Program program, double loss, boolean isLast) {}

  /**
   * The program with better constants, or itself when no step helps.
   *
   * @param loss of the program, asked for last
   * @param more unknowns of the normal equations behind the parameters
   */
  Fit fit(
      Program program, double loss, FreeParameters parameters, int more, int steps, Losses losses) {
    Program best = program;
    double bestLoss = loss;
    boolean isLast = true;
    double damping = first;
    NormalEquations normal = null;
    double[] dampings = new double[parameters.count() + more];
    for (int step = 0; step < steps && damping < MAX_DAMPING; step++) {
      if (normal == null) {
        normal = losses.linearise(best);
      }
      for (int k = 0; k < dampings.length; k++) {
        boolean linear = k < parameters.count() && parameters.linear()[k];
        dampings[k] = linear ? damping * linearShare : damping;
      }
      double[] move = Cholesky.solve(normal.matrix(), dampings, normal.slope());
      Program trial = move == null ? null : moved(best, move, parameters);
      double trialLoss = trial == null ? Double.NaN : losses.of(trial);
      isLast = trial == null ? isLast : trialLoss < bestLoss;
      if (trialLoss < bestLoss) {
        boolean done = bestLoss - trialLoss < leastGain * bestLoss;
        best = trial;
        bestLoss = trialLoss;
        normal = null;
        damping = Math.max(damping * 0.1, least);
        if (done) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    return new Fit(best, bestLoss, isLast);
  }

  /** With the constants that a step leads to; null where it leads out of what they may be. */
  private static Program moved(Program program, double[] move, FreeParameters parameters) {
    double[] constants = program.constants();
    for (int i = 0; i < constants.length; i++) {
      double by = move[parameters.of()[i]];
      if (program.isDecay(i)) {
        double logit = Math.log(constants[i] / (1 - constants[i]));
        by = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, by));
        constants[i] = 1 / (1 + Math.exp(by - logit));
        if (!((float) constants[i] > 0 && (float) constants[i] < 1)) {
          return null;
        }
      } else {
        constants[i] -= by;
        if (!Float.isFinite((float) constants[i])) {
          return null;
        }
      }
    }
    return program.withConstants(constants);
  }
}
