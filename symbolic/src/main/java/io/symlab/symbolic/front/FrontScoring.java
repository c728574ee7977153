package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.FormulaJudge.Judged;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
  /** A row's loss on the validation rows may be this much of the least of the simpler ones. */
  private static final double WORSE_APART = 1.02;

  /** One with a pole is worth it for a loss of this much of the least of the simpler ones. */
  private static final double WORTH_A_POLE = 0.5;

  /**
   * How much less R2 may be on validation rows than on training rows before it is told; twice as
   * much where that on validation rows is told as a bound.
   */
  private static final double GAP = 0.1;

  private final SearchSettings settings;
  private final FrontRows rows;
  private final FormulaJudge judge;
  private final Map<Expression, Judged> known = new HashMap<>();
  private final Map<Expression, Expression> trimmed = new HashMap<>();

  /** For one search over these rows. */
  public FrontScoring(SearchSettings settings, FrontRows rows) {
    this.settings = settings;
    this.rows = rows;
    this.judge = new FormulaJudge(settings, rows);
  }

  /**
   * The front of what has been found so far.
   *
   * @param found what islands hold for good, over the centred columns
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
        : new ScoredFront(
            scored.rows(),
            Map.of(FrontChoice.SIMPLEST, SimplestAlike.of(standing, judge, this.rows.search())));
  }

  /**
   * What a person should know about a formula before using it; empty where all is well.
   *
   * @param front that this made
   * @param row of it
   */
  public List<String> warnings(ScoredFront front, ScoredFront.Row row) {
    List<String> warnings = new ArrayList<>(front.doubt(row).stream().toList());
    double validation = row.r2Validation().orElse(row.r2Train());
    if (row.expression() instanceof Expression.Constant && settings.isFree()) {
      warnings.add(
          "no formula holds on rows that it was not fitted to better than a constant does: y may"
              + " have nothing to do with these columns, or the rows ("
              + rows.train().rows()
              + ") are too few to tell");
    } else if (row.r2Train() - validation > (judge.tellsBounds() ? 2 : 1) * GAP) {
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
      double constant = judge.constant();
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
    double nothing = judge.nothing();
    List<Judged> standing = new ArrayList<>();
    double leastApart = Double.POSITIVE_INFINITY;
    for (Judged judged : all) {
      // Forms were found on the rows that folds are made of: these alone would let chance in.
      double enough = judged.pole() ? WORTH_A_POLE * least : least;
      boolean better = judged.validated() < enough && !(judged.apart() > WORSE_APART * leastApart);
      if (better && least > nothing) {
        standing.add(judged);
        least = judged.validated();
        leastApart = Math.min(leastApart, judged.apart());
      }
    }
    return standing;
  }

  private int complexity(Judged judged) {
    return settings.complexity(rows.centres().outward(judged.formula()));
  }

  private Expression trimmed(Expression formula) {
    if (!settings.isFree()) {
      return formula;
    }
    return trimmed.computeIfAbsent(formula, this::trim);
  }

  private Expression trim(Expression formula) {
    ToDoubleFunction<Expression> loss = judge.roughly(formula);
    return Trimming.of(
        formula,
        some ->
            settings.allow(some) && settings.fitsUnits(some)
                ? loss.applyAsDouble(some)
                : Double.POSITIVE_INFINITY,
        judge.nothing());
  }

  private Judged judged(Expression formula) {
    return known.computeIfAbsent(formula, judge::of);
  }

  private List<ScoredFront.Row> rows(List<Judged> standing, boolean refitted) {
    Samples all =
        rows.validation() == null || !refitted ? null : rows.search().and(rows.validation());
    List<ScoredFront.Row> told = new ArrayList<>();
    for (Judged judged : standing) {
      told.add(row(all == null ? judged : judge.refitted(judged, all)));
    }
    return told;
  }

  private ScoredFront.Row row(Judged judged) {
    Expression told = rows.centres().outward(judged.formula());
    return new ScoredFront.Row(
        settings.complexity(told),
        judged.loss(),
        0,
        1 - judged.squared() / rows.train().ownVariance(),
        judged.r2Validation(),
        judge.r2Test(judged),
        told,
        judged.validated());
  }
}
