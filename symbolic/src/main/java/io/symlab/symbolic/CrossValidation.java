package io.symlab.symbolic;

import java.util.Arrays;
import java.util.List;

/**
 * Judges a formula by rows that its constants were not fitted to: fitted on each half of the rows
 * and judged on the other. A part of a formula that only fits chance in some rows gains nothing
 * here, where it would on the rows that it was fitted to.
 */
final class CrossValidation {
  /** With fewer rows halves say too little: a formula is judged by its loss on all. */
  private static final int LEAST_ROWS = 64;

  private final SearchSettings settings;
  private final ConstantFitting fitting;
  private final Scoring[] halves;

  /**
   * @param samples to be halved, the same way for the same rows and seed
   */
  CrossValidation(
      SearchSettings settings, Samples samples, Evaluator evaluator, ConstantFitting fitting) {
    this.settings = settings;
    this.fitting = fitting;
    if (samples.rows() < LEAST_ROWS) {
      halves = new Scoring[0];
      return;
    }
    int[][] rows = new int[2][samples.rows()];
    int[] counts = new int[2];
    for (int i = 0; i < samples.rows(); i++) {
      int half = (int) (Randomness.key(settings.seed(), "half", i) & 1);
      rows[half][counts[half]++] = i;
    }
    halves = new Scoring[2];
    for (int half = 0; half < 2; half++) {
      Samples chosen = samples.pick(Arrays.copyOf(rows[half], counts[half]));
      halves[half] = new Scoring(chosen, evaluator, settings.loss());
    }
  }

  /**
   * The mean loss on the rows not fitted to, in units of the target's.
   *
   * @param fitted with constants to start the fits at
   * @param loss its loss on all rows, which is the answer where there are too few to halve
   */
  double loss(Program fitted, List<Integer> ties, double loss) {
    double sum = 0;
    double weight = 0;
    for (int half = 0; half < halves.length; half++) {
      Scoring other = halves[1 - half];
      Program program =
          fitting.fit(fitted, halves[half], false, ties, settings.tactics().polishSteps());
      sum += other.samples().weight() * other.scoreAsItStands(program);
      weight += other.samples().weight();
    }
    return halves.length == 0 ? loss : Math.max(loss, sum / weight);
  }
}
