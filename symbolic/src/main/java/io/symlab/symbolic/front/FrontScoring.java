package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.DoubleScoring;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.interval.Bounds;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.ScoringRows;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Makes of what islands have found the front that people are handed: formulas that hold on rows
 * that they were not fitted to. Each is judged on the validation rows and, where rows are few, by
 * folds over the training rows; what can explode where data like these may come from, what explains
 * less than a constant there, and parts that do nothing fall away. The rows that stay are the best
 * of their size by that validated loss.
 *
 * <p>Keeps what it has judged, so that looking again costs what is new. Not thread-safe.
 */
public final class FrontScoring {
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

  private static final int STEPS = 20;

  /** A row's loss on the validation rows may be this much of the least of the simpler ones. */
  private static final double WORSE_APART = 1.02;

  /** A row that errs as the best does is as good only with a validated loss up to this much. */
  private static final double ALIKE = 1.5;

  /** How much less R2 may be on validation rows than on training rows before it is told. */
  private static final double GAP = 0.1;

  private final SearchSettings settings;
  private final Centres centres;
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
  private final Map<Expression, Judged> known = new HashMap<>();
  private final Map<Expression, Expression> trimmed = new HashMap<>();

  /** What is known of a formula over the centred columns. */
  private record Judged(
      Expression formula,
      boolean inDouble,
      double loss,
      double squared,
      double validated,
      double apart,
      OptionalDouble r2Validation) {}

  private FrontScoring(
      SearchSettings settings,
      Centres centres,
      Samples search,
      Samples train,
      Samples validation,
      Samples test,
      boolean inDouble) {
    this.settings = settings;
    this.centres = centres;
    this.inDouble = inDouble;
    this.search = search;
    this.train = train;
    this.validation = validation;
    this.test = test;
    this.doubles = new DoubleScoring(settings.loss());
    this.searching = new Scoring(search, evaluator, settings.loss());
    boolean few = search.rows() <= FEW_ROWS;
    this.folds = few ? new Folds(settings, search, evaluator) : null;
    this.compared = ScoringRows.choose(search, COMPARED, settings.seed(), -2, 0);
    this.bounds = Bounds.of(search, compared, settings.signals(), evaluator);
    this.constantLoss =
        validation == null
            ? 0
            : Folds.constantLoss(searching, new Scoring(validation, evaluator, settings.loss()));
  }

  /**
   * For one search.
   *
   * @param centres what all rows here are less
   * @param search rows that formulas were fitted to
   * @param train rows whose losses are told
   * @param validation rows that no formula has seen, or null
   * @param test rows that are only reported on, or null
   * @param inDouble whether all is fitted and scored in double precision
   */
  public static FrontScoring of(
      SearchSettings settings,
      Centres centres,
      Samples search,
      Samples train,
      Samples validation,
      Samples test,
      boolean inDouble) {
    return new FrontScoring(settings, centres, search, train, validation, test, inDouble);
  }

  /**
   * The front of what has been found so far.
   *
   * @param found as {@link LocalArchipelago#found}
   */
  public ScoredFront score(List<Front.Member> found) {
    List<Judged> standing = standing(found);
    return front(standing, rows(standing, false));
  }

  /**
   * The last front: the same forms, their constants fitted to training and validation rows
   * together. R2 on the validation rows and the validated loss stay those of the constants that
   * have not seen them.
   */
  public ScoredFront finish(List<Front.Member> found) {
    List<Judged> standing = standing(found);
    return front(standing, rows(standing, true));
  }

  private ScoredFront front(List<Judged> standing, List<ScoredFront.Row> rows) {
    ScoredFront scored = new ScoredFront(rows).scored();
    return scored.isEmpty()
        ? scored
        : new ScoredFront(scored.rows(), Map.of(FrontChoice.SIMPLEST, simplest(standing)));
  }

  /**
   * The simplest row that is as good as the best: its validated loss is within a share of the
   * least, or its losses on the validation rows are larger by no more than their difference errs
   * (the rule of one standard error, Breiman et al. 1984).
   */
  private int simplest(List<Judged> standing) {
    int best = 0;
    for (int i = 1; i < standing.size(); i++) {
      best = standing.get(i).validated() < standing.get(best).validated() ? i : best;
    }
    double least = standing.get(best).validated();
    double[] losses = validation == null ? null : losses(standing.get(best));
    for (int i = 0; i < best; i++) {
      double here = standing.get(i).validated();
      boolean near = here <= FrontChoice.SIMPLEST_WITHIN * least;
      if (near || (here <= ALIKE * least && losses != null && errs(losses, standing.get(i)))) {
        return i;
      }
    }
    return best;
  }

  private boolean errs(double[] best, Judged simpler) {
    double[] losses = losses(simpler);
    int n = losses.length;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double difference = losses[i] - best[i];
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / n;
    double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
    return mean <= error;
  }

  /** What each validation row costs. */
  private double[] losses(Judged judged) {
    Program program = settings.program(judged.formula());
    double[] values;
    if (judged.inDouble()) {
      values = doubles.values(program, validation);
    } else {
      float[] floats = new float[validation.rows()];
      evaluator.evaluate(program, validation.rawColumns(), floats.length, floats);
      values = new double[floats.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
    }
    float[] w = validation.weights();
    for (int i = 0; i < values.length; i++) {
      values[i] = settings.loss().cost(values[i], validation.targetAt(i), w == null ? 1 : w[i]);
    }
    return values;
  }

  /**
   * What a person should know about a formula before using it; empty where all is well.
   *
   * @param row of a front that this made
   */
  public List<String> warnings(ScoredFront.Row row) {
    List<String> warnings = new ArrayList<>();
    double validation = row.r2Validation().orElse(row.r2Train());
    if (row.expression() instanceof Expression.Constant && settings.isFree()) {
      warnings.add(
          "no formula holds on rows that it was not fitted to better than a constant does: y may"
              + " have nothing to do with these columns, or the rows ("
              + train.rows()
              + ") are too few to tell");
    } else if (row.r2Train() - validation > GAP) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the formula of complexity %d fits chance: R2 is %.2f on the rows that it was fitted"
                  + " to and %.2f on others; more rows help, or fewer columns, a smaller"
                  + " --max-complexity, simpler --operators",
              row.complexity(),
              row.r2Train(),
              validation));
    }
    return warnings;
  }

  private List<Judged> standing(List<Front.Member> found) {
    List<Judged> all = new ArrayList<>();
    if (settings.isFree()) {
      searching.score(Program.of(Expression.constant(1)));
      double constant = searching.scale() == 0 ? searching.offset() : searching.scale();
      if (Float.isFinite((float) constant)) {
        all.add(judged(new Expression.Constant(Numbers.shortest(constant))));
      }
    }
    for (Front.Member member : found) {
      all.add(judged(trimmed(member.expression())));
    }
    all.removeIf(judged -> judged == null || complexity(judged) > settings.maxComplexity());
    all.sort(
        Comparator.comparingInt(this::complexity)
            .thenComparingDouble(Judged::validated)
            .thenComparingDouble(Judged::loss)
            .thenComparing(judged -> ExpressionText.print(judged.formula(), List.of())));
    double least = Double.POSITIVE_INFINITY;
    double nothing = nothing();
    List<Judged> standing = new ArrayList<>();
    double leastApart = Double.POSITIVE_INFINITY;
    for (Judged judged : all) {
      // Forms were found on the rows that folds are made of: these alone would let chance in.
      boolean better = judged.validated() < least && !(judged.apart() > WORSE_APART * leastApart);
      if (better && least > nothing) {
        standing.add(judged);
        least = judged.validated();
        leastApart = Math.min(leastApart, judged.apart());
      }
    }
    return standing;
  }

  private double unit() {
    return settings.loss().unit(search);
  }

  private int complexity(Judged judged) {
    return settings.complexity(centres.outward(judged.formula()));
  }

  private Expression trimmed(Expression formula) {
    if (!settings.isFree()) {
      return formula;
    }
    return trimmed.computeIfAbsent(formula, this::trim);
  }

  private Expression trim(Expression formula) {
    boolean exact = inDouble || cancels(settings.program(formula));
    return Trimming.of(
        formula,
        some ->
            settings.signals().allow(some) && settings.fitsUnits(some)
                ? mean(settings.program(some), exact ? compared : search, exact)
                : Double.POSITIVE_INFINITY,
        nothing());
  }

  private double nothing() {
    return (inDouble ? NOTHING_IN_DOUBLE : NOTHING) * unit();
  }

  private Judged judged(Expression formula) {
    return known.computeIfAbsent(formula, this::judge);
  }

  /** What a formula is worth; all infinite when it does not stand. */
  private Judged judge(Expression formula) {
    Program program = settings.program(formula);
    boolean exact = inDouble || cancels(program);
    if (exact) {
      program = doubles.fit(program, search, settings.ties(formula), STEPS);
    }
    Expression whole = program.expression();
    double loss = mean(program, train, exact);
    double validated = validated(program, exact);
    double relative = validated / unit();
    boolean constant = formula instanceof Expression.Constant;
    boolean safe = constant || !settings.isFree() || bounds.isSafe(whole) || relative < BELIEVED;
    OptionalDouble r2 = r2(program, validation, exact);
    boolean explains = constant || !settings.isFree() || explains(program, r2, exact);
    boolean stands =
        safe
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
        r2);
  }

  /** Whether a formula is worth more than nothing on the validation rows. */
  private boolean explains(Program program, OptionalDouble r2, boolean exact) {
    if (r2.isEmpty()) {
      return true;
    }
    return settings.loss().isSquare()
        ? r2.getAsDouble() >= 0
        : mean(program, validation, exact) <= constantLoss;
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

  /** The mean loss on rows not fitted to, in the loss's units. */
  private double validated(Program program, boolean exact) {
    double unit = unit();
    boolean folded = folds != null && !folds.isEmpty();
    double crossed =
        folded
            ? unit
                * folds.relativeLoss(
                    program, settings.ties(program.expression()), exact ? doubles : null)
            : Double.NaN;
    if (validation == null) {
      return folded ? crossed : mean(program, search, exact);
    }
    double mean = mean(program, validation, exact);
    double apart = constantLoss > 0 ? unit * mean / constantLoss : mean;
    return folded ? (apart + crossed) / 2 : apart;
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

  private OptionalDouble r2(Program program, Samples samples, boolean exact) {
    return samples == null || samples.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - squared(program, samples, exact) / samples.ownVariance());
  }

  private List<ScoredFront.Row> rows(List<Judged> standing, boolean refitted) {
    Samples all = validation == null || !refitted ? null : search.and(validation);
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (Judged judged : standing) {
      Program program = settings.program(judged.formula());
      double loss = judged.loss();
      double squared = judged.squared();
      Program again = all == null ? null : refitted(program, all, judged);
      if (again != null) {
        program = again;
        loss = mean(program, train, judged.inDouble());
        squared = squared(program, train, judged.inDouble());
      }
      Expression told = centres.outward(program.expression());
      rows.add(
          new ScoredFront.Row(
              settings.complexity(told),
              loss,
              0,
              1 - squared / train.ownVariance(),
              judged.r2Validation(),
              r2(program, test, judged.inDouble()),
              told,
              judged.validated()));
    }
    return rows;
  }

  /** With constants fitted to all rows; null where these would not stand. */
  private Program refitted(Program program, Samples all, Judged judged) {
    List<Integer> ties = settings.ties(judged.formula());
    Program again;
    if (judged.inDouble()) {
      again = doubles.fit(program, all, ties, STEPS);
    } else {
      Scoring scoring = new Scoring(all, evaluator, settings.loss());
      again = fitting.fit(program, scoring, false, ties, STEPS);
      double[] constants = again.constants();
      for (int i = 0; i < constants.length; i++) {
        constants[i] = Numbers.shortest(constants[i]);
      }
      again = again.withConstants(constants);
    }
    boolean sound =
        Double.isFinite(mean(again, train, judged.inDouble()))
            && settings.fitsUnits(again.expression())
            && (!settings.isFree()
                || judged.validated() < BELIEVED * unit()
                || bounds.isSafe(again.expression()));
    return sound ? again : null;
  }
}
