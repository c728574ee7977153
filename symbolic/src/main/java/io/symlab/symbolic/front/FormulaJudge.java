package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.DoubleScoring;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.interval.Bounds;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.ScoringRows;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Judges a formula on rows that it was not fitted to: the validation rows and, where rows are few,
 * folds over the training rows. In floats, or in doubles where the rows or the formula ask for
 * them. Not thread-safe.
 */
final class FormulaJudge {
  /** With more training rows than this the validation rows alone tell enough. */
  private static final int FEW_ROWS = 5_000;

  /** Relative validated loss up to which a formula with a pole is taken for the law. */
  private static final double BELIEVED = 1e-3;

  /** In units of the loss of what explains nothing: what floats can't tell from none. */
  private static final double NOTHING = 1e-12;

  /** The same for doubles. */
  private static final double NOTHING_IN_DOUBLE = 1e-24;

  /** Of y's deviation: how far values in floats may be from those in doubles. */
  private static final double CANCELLED = 1e-4;

  /** Rows on which floats and doubles are compared. */
  private static final int COMPARED = 2_000;

  /** Standard errors by which a formula may be better than a constant by chance. */
  private static final double CHANCE = 1;

  private static final int STEPS = 20;

  private final SearchSettings settings;
  private final boolean inDouble;
  private final Samples search;
  private final Samples train;
  private final Samples validation;
  private final Samples test;
  private final Evaluator evaluator = new Evaluator();
  private final ConstantFitting fitting = new ConstantFitting(evaluator);
  private final DoubleScoring doubles;
  private final Scoring searching;
  private final Bounds bounds;
  private final Folds folds;
  private final Samples compared;
  private final double constantLoss;
  private final CautiousR2 cautious;
  private List<double[]> constantLosses;

  /**
   * What is known of a formula over the centred columns.
   *
   * @param inDouble whether it is fitted and scored in doubles
   * @param loss on the training rows
   * @param squared error on them
   * @param validated loss on rows not fitted to; infinite where the formula does not stand
   * @param apart loss on the validation rows alone; 0 where there are none
   * @param r2Validation see {@link CautiousR2}
   * @param pole whether it can have one where data like these may come from
   * @param folded fitted to all but one fold, for each of them; empty where there are none
   */
  record Judged(
      Expression formula,
      boolean inDouble,
      double loss,
      double squared,
      double validated,
      double apart,
      OptionalDouble r2Validation,
      boolean pole,
      List<Program> folded) {}

  FormulaJudge(SearchSettings settings, FrontRows rows) {
    this.settings = settings;
    this.inDouble = rows.inDouble();
    this.search = rows.search();
    this.train = rows.train();
    this.validation = rows.validation();
    this.test = rows.test();
    this.doubles = new DoubleScoring(settings.loss());
    this.searching = new Scoring(search, evaluator, settings.loss());
    boolean few = search.rows() <= FEW_ROWS;
    this.folds = few ? new Folds(settings, search, evaluator) : null;
    this.compared = ScoringRows.choose(search, COMPARED, settings.seed(), -2, 0);
    this.bounds = Bounds.of(search, compared, settings.signals(), evaluator);
    this.cautious = new CautiousR2(settings.loss(), search, validation);
    this.constantLoss =
        validation == null
            ? 0
            : Folds.constantLoss(searching, new Scoring(validation, evaluator, settings.loss()));
  }

  /** What a formula is worth; all infinite when it does not stand. */
  Judged of(Expression formula) {
    Program program = settings.program(formula);
    boolean exact = inDouble || cancels(program);
    if (exact) {
      program = doubles.fit(program, search, settings.ties(formula), STEPS);
    }
    Expression whole = program.expression();
    if (!exact) {
      whole = Trees.withConstants(whole, Numbers::shortest);
    }
    double loss = mean(program, train, exact);
    List<Program> folded = folded(program, exact);
    double crossed =
        folded.isEmpty() ? Double.NaN : folds.relativeLoss(folded, exact ? doubles : null);
    double validated = validated(program, exact, crossed);
    double relative = validated / unit();
    boolean constant = formula instanceof Expression.Constant;
    boolean pole = !constant && settings.isFree() && !bounds.isSafe(whole);
    OptionalDouble r2 = cautious(program, exact, crossed);
    boolean explains =
        constant
            || !settings.isFree()
            || (explains(program, r2, crossed, exact)
                && isMoreThanChance(rowLosses(program, folded, exact)));
    boolean stands =
        (!pole || relative < BELIEVED)
            && explains
            && settings.fitsUnits(whole)
            && Double.isFinite(loss)
            && Double.isFinite(validated);
    return new Judged(
        whole,
        exact,
        loss,
        squared(program, train, exact),
        stands ? validated : Double.POSITIVE_INFINITY,
        validation == null ? 0 : mean(program, validation, exact),
        r2,
        pole,
        folded);
  }

  private OptionalDouble cautious(Program program, boolean exact, double crossed) {
    OptionalDouble r2 = r2(program, validation, exact);
    return r2.isEmpty()
        ? r2
        : OptionalDouble.of(
            cautious.of(
                r2.getAsDouble(),
                crossed,
                () -> rowLosses(Loss.SQUARE, exact).of(program, validation)));
  }

  /** Whether R2 on rows not fitted to is told as a bound, see {@link CautiousR2}. */
  boolean tellsBounds() {
    return cautious.isBound();
  }

  private RowLosses rowLosses(Loss loss, boolean exact) {
    return new RowLosses(loss, doubles, exact ? null : evaluator);
  }

  /**
   * Whether a formula is worth more than nothing on rows not fitted to, on those set apart and by
   * the folds.
   */
  private boolean explains(Program program, OptionalDouble r2, double crossed, boolean exact) {
    if (crossed > 1) {
      return false;
    }
    if (validation == null) {
      return true;
    }
    return (settings.loss().isSquare() && r2.isPresent())
        ? r2.getAsDouble() >= 0
        : mean(program, validation, exact) <= constantLoss;
  }

  /**
   * Whether a formula is better than the best constant by more than a standard error, row by row,
   * where rows are few. What is better in every row is, however few they are; where it explodes it
   * is as bad as the constant at its worst.
   */
  private boolean isMoreThanChance(List<double[]> losses) {
    if (folds == null || losses.isEmpty()) {
      return true;
    }
    if (constantLosses == null) {
      Program best = Program.of(new Expression.Constant(constant()));
      constantLosses = rowLosses(best, folded(best, false), false);
    }
    List<double[]> bounded = new ArrayList<>();
    for (int group = 0; group < losses.size(); group++) {
      double most = Arrays.stream(constantLosses.get(group)).max().orElse(0);
      bounded.add(
          Arrays.stream(losses.get(group)).map(loss -> loss < most ? loss : most).toArray());
    }
    return !new PairedLosses(constantLosses, bounded).isAlike(CHANCE);
  }

  /** Whether floats give other values than doubles do: constants that hold through rounding. */
  private boolean cancels(Program program) {
    double[] exact = doubles.values(program, compared);
    float[] values = new float[compared.rows()];
    evaluator.evaluate(program, compared.rawColumns(), compared.rows(), values);
    double bearable = CANCELLED * Math.sqrt(search.targetVariance());
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i] - exact[i]) <= bearable)) {
        return true;
      }
    }
    return false;
  }

  /** Fitted to all but one fold, for each of them; empty where there are no folds. */
  private List<Program> folded(Program program, boolean exact) {
    return folds == null
        ? List.of()
        : folds.fitted(program, settings.ties(program.expression()), exact ? doubles : null);
  }

  /**
   * The mean loss on rows not fitted to, in the loss's units.
   *
   * @param crossed what the folds say, or NaN
   */
  private double validated(Program program, boolean exact, double crossed) {
    double unit = unit();
    boolean folded = !Double.isNaN(crossed);
    if (validation == null) {
      return folded ? unit * crossed : mean(program, search, exact);
    }
    double mean = mean(program, validation, exact);
    double apart = constantLoss > 0 ? unit * mean / constantLoss : mean;
    return folded ? (apart + unit * crossed) / 2 : apart;
  }

  private double mean(Program program, Samples samples, boolean exact) {
    return exact
        ? doubles.mean(program, samples)
        : samples == search
            ? searching.mean(program)
            : new Scoring(samples, evaluator, settings.loss()).mean(program);
  }

  private double squared(Program program, Samples samples, boolean exact) {
    return exact
        ? doubles.meanSquare(program, samples)
        : ScoredFront.meanSquaredError(evaluator, program, samples);
  }

  /** Empty where there are no rows, or their y does not vary. */
  private OptionalDouble r2(Program program, Samples samples, boolean exact) {
    return samples == null || !varies(samples)
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - squared(program, samples, exact) / samples.ownVariance());
  }

  private static boolean varies(Samples samples) {
    for (int i = 1; i < samples.rows(); i++) {
      if (samples.targetAt(i) != samples.targetAt(0)) {
        return true;
      }
    }
    return false;
  }

  /** The same with constants fitted to these rows; itself where those would not stand. */
  Judged refitted(Judged judged, Samples all) {
    Program again = refit(settings.program(judged.formula()), all, judged);
    if (again == null) {
      return judged;
    }
    return new Judged(
        again.expression(),
        judged.inDouble(),
        mean(again, train, judged.inDouble()),
        squared(again, train, judged.inDouble()),
        judged.validated(),
        judged.apart(),
        judged.r2Validation(),
        judged.pole(),
        judged.folded());
  }

  /** With constants fitted to all rows; null where these would not stand. */
  private Program refit(Program program, Samples all, Judged judged) {
    List<Integer> ties = settings.ties(judged.formula());
    Program again;
    if (judged.inDouble()) {
      again = doubles.fit(program, all, ties, STEPS);
    } else {
      Scoring scoring = new Scoring(all, evaluator, settings.loss());
      again = fitting.fit(program, scoring, false, ties, STEPS);
      again =
          again.withConstants(Arrays.stream(again.constants()).map(Numbers::shortest).toArray());
    }
    boolean sound =
        Double.isFinite(mean(again, train, judged.inDouble()))
            && settings.fitsUnits(again.expression())
            && (!settings.isFree()
                || judged.validated() < BELIEVED * unit()
                || bounds.isSafe(again.expression()));
    return sound ? again : null;
  }

  /** R2 on the rows that are only reported on. */
  OptionalDouble r2Test(Judged judged) {
    return r2(settings.program(judged.formula()), test, judged.inDouble());
  }

  /** The constant that explains y best; may be not finite. */
  double constant() {
    searching.score(Program.of(Expression.constant(1)));
    return searching.scale() == 0 ? searching.offset() : searching.scale();
  }

  /** How a formula's loss changes with its parts: the loss on rows that are quick to look at. */
  ToDoubleFunction<Expression> roughly(Expression formula) {
    boolean exact = inDouble || cancels(settings.program(formula));
    return some -> mean(settings.program(some), exact ? compared : search, exact);
  }

  /** A loss that counts as none. */
  double nothing() {
    return (inDouble ? NOTHING_IN_DOUBLE : NOTHING) * unit();
  }

  private double unit() {
    return settings.loss().unit(search);
  }

  /**
   * What each row costs that the formula was not fitted to, [groups][rows]: the validation rows,
   * and those of the folds; none where there are neither. The order is the same for all.
   */
  List<double[]> rowLosses(Judged judged) {
    return rowLosses(settings.program(judged.formula()), judged.folded(), judged.inDouble());
  }

  private List<double[]> rowLosses(Program program, List<Program> folded, boolean exact) {
    RowLosses losses = rowLosses(settings.loss(), exact);
    List<double[]> groups = new ArrayList<>();
    if (validation != null) {
      groups.add(losses.of(program, validation));
    }
    if (!folded.isEmpty()) {
      groups.add(losses.of(folded, folds.rows()));
    }
    return groups;
  }
}
