package io.symlab.symbolic.front;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Judges a formula by rows that its constants were not fitted to: fitted on each half of the rows
 * and judged on the other, part by part. What only fits chance in some rows gains nothing here,
 * where it would on the rows that it was fitted to; and what gains in one part alone, such as a
 * pole that sits on an outlier, shows as such.
 */
public final class CrossValidation {
  /** With fewer rows halves say too little: a formula is judged by its loss on all. */
  private static final int LEAST_ROWS = 64;

  /** Parts of a half. */
  private static final int PARTS = 4;

  /** Constants start this share away from those that all rows gave. */
  private static final double APART = 0.03;

  /** A fit that starts apart counts as long as it explains its half so well, up to this share. */
  private static final double WORSE = 0.02;

  /** Losses below this, in units of y's variance, are rounding. */
  private static final double ROUNDING = 1e-9;

  private final SearchSettings settings;
  private final ConstantFitting fitting;
  private final Scoring[] halves;
  private final Scoring[][] parts;
  private final double weight;

  /**
   * @param samples to be halved, the same way for the same rows and seed
   */
  public CrossValidation(
      SearchSettings settings, Samples samples, Evaluator evaluator, ConstantFitting fitting) {
    this.settings = settings;
    this.fitting = fitting;
    this.weight = samples.weight();
    int rows = samples.rows();
    halves = new Scoring[rows < LEAST_ROWS ? 0 : 2];
    parts = new Scoring[halves.length][PARTS];
    int[] places = new int[rows];
    for (int i = 0; i < rows && halves.length > 0; i++) {
      places[i] = (int) Math.floorMod(Randomness.key(settings.seed(), "half", i), 2L * PARTS);
    }
    for (int half = 0; half < halves.length; half++) {
      int own = half;
      halves[half] = scoring(samples, places, place -> place % 2 == own, evaluator);
      for (int part = 0; part < PARTS; part++) {
        int chosen = 2 * part + half;
        parts[half][part] = scoring(samples, places, place -> place == chosen, evaluator);
      }
    }
  }

  private Scoring scoring(
      Samples samples, int[] places, java.util.function.IntPredicate some, Evaluator evaluator) {
    int[] rows = new int[places.length];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      if (some.test(places[i])) {
        rows[count++] = i;
      }
    }
    return new Scoring(samples.pick(Arrays.copyOf(rows, count)), evaluator, settings.loss());
  }

  /**
   * What a formula's constants are worth on rows that they were not fitted to.
   *
   * @param loss the mean over all rows, in units of the target's
   * @param parts what each part of the rows adds to it; empty where there are too few rows to part
   */
  public record Judged(double loss, double[] parts) {
    /**
     * Whether it is better than another by more than its luck with a single part: also without the
     * part in which it gains most.
     */
    public boolean isBetterThan(Judged other) {
      double most = 0;
      double all = 0;
      for (int i = 0; i < Math.min(parts.length, other.parts.length); i++) {
        double gain = other.parts[i] - parts[i];
        most = Math.max(most, gain);
        all += gain;
      }
      return loss < other.loss && all >= most;
    }
  }

  /**
   * Judges a formula.
   *
   * @param fitted with constants that all rows gave
   * @param loss its loss on all rows, which is the answer where there are too few to halve
   */
  public Judged judge(Program fitted, List<Integer> ties, double loss) {
    double[] added = new double[halves.length * PARTS];
    double sum = 0;
    for (int half = 0; half < halves.length; half++) {
      Program program = fitted(fitted, halves[1 - half], ties);
      for (int part = 0; part < PARTS; part++) {
        Scoring judging = parts[half][part];
        double share = judging.samples().weight() / weight;
        double here = share == 0 ? 0 : share * judging.scoreAsItStands(program);
        added[half * PARTS + part] = here;
        sum += here;
      }
    }
    return new Judged(halves.length == 0 ? loss : Math.max(loss, sum), added);
  }

  /**
   * Fitted to a half. The constants start apart from those that all rows gave, which know of the
   * other half; only where that explains the half less well, as with a sine of many waves, they
   * start where they are.
   */
  private Program fitted(Program program, Scoring half, List<Integer> ties) {
    int steps = settings.tactics().polishSteps();
    double before = half.scoreAsItStands(program);
    Program apart = fitting.fit(apart(program), half, false, ties, steps);
    double rounding = half.isExact(before) ? 0 : ROUNDING;
    return fitting.loss() <= (1 + WORSE) * before + rounding
        ? apart
        : fitting.fit(program, half, false, ties, steps);
  }

  /** The same with constants a little apart from its own. */
  static Program apart(Program program) {
    double[] constants = program.constants();
    for (int i = 0; i < constants.length; i++) {
      // Tied ones are equal, and stay so.
      double factor = Double.doubleToLongBits(constants[i]) % 2 == 0 ? 1 + APART : 1 - APART;
      constants[i] = program.isDecay(i) ? 1 - (1 - constants[i]) * factor : constants[i] * factor;
      if (!Float.isFinite((float) constants[i])) {
        return program;
      }
    }
    return program.withConstants(constants);
  }
}
