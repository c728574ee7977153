package io.symlab.symbolic.front;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.DoubleScoring;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a form is worth on rows that it was not fitted to, by k folds: fitted to all but one fold
 * and judged on that, fold after fold. Losses are told relative to those of the best constant, and
 * a fold on which a form explodes counts as twice as bad as the constant, so that no single one
 * decides.
 */
final class Folds {
  private static final int FOLDS = 5;

  /** With fewer rows there is nothing to fold: what is left of ten when a fifth is set apart. */
  private static final int LEAST_ROWS = 8;

  /** From so many rows on, folds are stretches of neighbours, which may tell of each other. */
  private static final int ROWS_FOR_STRETCHES = 256;

  /** What a fold's loss counts as at most, relative to the constant's. */
  private static final double EXPLODED = 2;

  private final SearchSettings settings;
  private final ConstantFitting fitting;
  private final Scoring[] rest;
  private final Scoring[] fold;
  private final double[] constants;

  Folds(SearchSettings settings, Samples samples, Evaluator evaluator) {
    this.settings = settings;
    this.fitting = new ConstantFitting(evaluator);
    int rows = samples.rows();
    int count = rows < LEAST_ROWS ? 0 : FOLDS;
    rest = new Scoring[count];
    fold = new Scoring[count];
    constants = new double[count];
    int[] places = places(rows);
    for (int k = 0; k < count; k++) {
      int[] in = new int[rows];
      int[] out = new int[rows];
      int ins = 0;
      int outs = 0;
      for (int i = 0; i < rows; i++) {
        if (places[i] == k) {
          out[outs++] = i;
        } else {
          in[ins++] = i;
        }
      }
      Samples fitted = samples.pick(Arrays.copyOf(in, ins));
      Samples judged = samples.pick(Arrays.copyOf(out, outs));
      rest[k] = new Scoring(fitted, evaluator, settings.loss());
      fold[k] = new Scoring(judged, evaluator, settings.loss());
      constants[k] = constantLoss(rest[k], fold[k]);
    }
  }

  /** Each row's fold; all folds have as many rows, but for one. */
  private int[] places(int rows) {
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, row -> row);
    if (rows < ROWS_FOR_STRETCHES) {
      Arrays.sort(
          order, Comparator.comparingLong(row -> Randomness.key(settings.seed(), "fold", row)));
    }
    int[] places = new int[rows];
    for (int i = 0; i < rows; i++) {
      places[order[i]] = (int) ((long) i * FOLDS / rows);
    }
    return places;
  }

  /** The loss on some rows of the constant that is best on others, in the loss's own units. */
  static double constantLoss(Scoring fitted, Scoring judged) {
    fitted.score(Program.of(Expression.constant(1)));
    double value = fitted.scale() == 0 ? fitted.offset() : fitted.scale() + fitted.offset();
    return judged.mean(Program.of(Expression.constant((float) value)));
  }

  /**
   * A form fitted to all but one fold, for each of them.
   *
   * @param doubles to fit with in double precision; null: in floats
   */
  List<Program> fitted(Program program, List<Integer> ties, DoubleScoring doubles) {
    List<Program> fitted = new ArrayList<>();
    for (Scoring rows : rest) {
      fitted.add(
          doubles == null
              ? fitted(program, rows, ties)
              : fitted(program, rows.samples(), ties, doubles));
    }
    return fitted;
  }

  /**
   * The loss of a form relative to the best constant's, over all folds.
   *
   * @param fitted as {@link #fitted(Program, List, DoubleScoring)} has it
   * @param doubles to judge with in double precision; null: in floats
   */
  double relativeLoss(List<Program> fitted, DoubleScoring doubles) {
    double sum = 0;
    double all = 0;
    for (int k = 0; k < fold.length; k++) {
      double weight = fold[k].samples().weight();
      double most = EXPLODED * constants[k];
      double loss =
          doubles == null
              ? fold[k].mean(fitted.get(k))
              : doubles.mean(fitted.get(k), fold[k].samples());
      sum += weight * (loss < most ? loss : most);
      all += weight * constants[k];
    }
    return all > 0 ? sum / all : 1;
  }

  /** The rows of each fold, in the order of {@link #fitted}. */
  List<Samples> rows() {
    return Arrays.stream(fold).map(Scoring::samples).toList();
  }

  /** Fitted from constants that are not the form's own, unless these explain the rows better. */
  private Program fitted(Program program, Scoring rows, List<Integer> ties) {
    int steps = settings.tactics().polishSteps();
    Program fitted = fitting.fit(CrossValidation.apart(program), rows, false, ties, steps);
    return fitting.loss() <= rows.scoreAsItStands(program)
        ? fitted
        : fitting.fit(program, rows, false, ties, steps);
  }

  private Program fitted(Program program, Samples rows, List<Integer> ties, DoubleScoring doubles) {
    int steps = settings.tactics().polishSteps();
    Program fitted = doubles.fit(CrossValidation.apart(program), rows, ties, steps);
    return doubles.mean(fitted, rows) <= doubles.mean(program, rows)
        ? fitted
        : doubles.fit(program, rows, ties, steps);
  }
}
