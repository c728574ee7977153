package io.symlab.symbolic.front;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A front as people read it: one row per member with its score and its R2 on the rows it was
 * learned from, chosen by and judged on; and which row is which {@link FrontChoice}.
 *
 * @param rows from the simplest to the most complex
 * @param marks the index of the row that each choice falls on; empty when there are no rows
 */
public record ScoredFront(List<Row> rows, Map<FrontChoice, Integer> marks) {
  /**
   * One formula.
   *
   * @param complexity nodes
   * @param loss mean loss on the training rows, the squared error unless another was asked for
   * @param score -d log(loss) / d complexity, from the row before, of the validated loss where
   *     there is one; 0 for the first
   * @param r2Train 1 - squared errors / variance, on the training rows
   * @param r2Validation the same on the validation rows, empty when there are none
   * @param r2Test the same on the test rows, empty when there are none
   * @param expression in the units of the samples
   * @param validated mean loss on rows that the constants were not fitted to; NaN where there are
   *     none
   */
  public record Row(
      int complexity,
      double loss,
      double score,
      double r2Train,
      OptionalDouble r2Validation,
      OptionalDouble r2Test,
      Expression expression,
      double validated) {

    /** A row whose validated loss is not known. */
    public Row(
        int complexity,
        double loss,
        double score,
        double r2Train,
        OptionalDouble r2Validation,
        OptionalDouble r2Test,
        Expression expression) {
      this(complexity, loss, score, r2Train, r2Validation, r2Test, expression, Double.NaN);
    }

    /**
     * The loss to choose by: on rows not fitted to where that is known, else on those fitted to.
     */
    public double ranked() {
      return Double.isNaN(validated) ? loss : validated;
    }

    // Written out, as those of Loss.
    @Override
    public boolean equals(Object other) {
      return other instanceof Row that
          && complexity == that.complexity
          && Double.compare(loss, that.loss) == 0
          && Double.compare(score, that.score) == 0
          && Double.compare(r2Train, that.r2Train) == 0
          && r2Validation.equals(that.r2Validation)
          && r2Test.equals(that.r2Test)
          && expression.equals(that.expression)
          && Double.compare(validated, that.validated) == 0;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * complexity + Double.hashCode(loss)) + expression.hashCode();
    }

    private Row withScore(double other) {
      return new Row(complexity, loss, other, r2Train, r2Validation, r2Test, expression, validated);
    }
  }

  /** Choices that the marks leave out, as those of a file do that knew fewer, are made here. */
  public ScoredFront {
    rows = List.copyOf(rows);
    Map<FrontChoice, Integer> all = new EnumMap<>(FrontChoice.class);
    all.putAll(marks);
    for (int index : all.values()) {
      if (index < 0 || index >= rows.size()) {
        throw new IllegalArgumentException("a front of " + rows.size() + " has no row " + index);
      }
    }
    if (!rows.isEmpty()) {
      for (FrontChoice choice : FrontChoice.values()) {
        if (!all.containsKey(choice)) {
          all.put(choice, choice.of(rows));
        }
      }
    }
    marks = Collections.unmodifiableMap(all);
  }

  /** Marks the rows. */
  public ScoredFront(List<Row> rows) {
    this(rows, Map.of());
  }

  /**
   * Scores a front.
   *
   * @param train rows it was learned from
   * @param validation rows to choose by, or null
   * @param test rows to report, or null
   */
  public static ScoredFront of(Front front, Samples train, Samples validation, Samples test) {
    return of(front, Signals.NONE, Loss.SQUARE, train, validation, test);
  }

  /**
   * Scores a front.
   *
   * @param signals that its formulas may average over
   * @param loss what its column of losses is the mean of
   * @param train rows it was learned from
   * @param validation rows to choose by, or null
   * @param test rows to report, or null
   */
  public static ScoredFront of(
      Front front, Signals signals, Loss loss, Samples train, Samples validation, Samples test) {
    List<Row> rows = new ArrayList<>();
    Evaluator evaluator = new Evaluator();
    for (Front.Member member : front.members()) {
      Program program = Program.of(member.expression(), signals);
      double squared = meanSquaredError(evaluator, program, train);
      double mean = loss.isSquare() ? squared : new Scoring(train, evaluator, loss).mean(program);
      rows.add(
          new Row(
              member.complexity(),
              mean,
              0,
              r2(squared, train),
              r2(evaluator, program, validation),
              r2(evaluator, program, test),
              member.expression(),
              validation == null || validation.rows() == 0
                  ? Double.NaN
                  : new Scoring(validation, evaluator, loss).mean(program)));
    }
    return new ScoredFront(scored(rows));
  }

  /**
   * Without the rows whose loss, the validated one where it is known, is no less than that of a
   * simpler one; scored and marked anew.
   */
  public ScoredFront withoutDominated() {
    List<Row> kept = new ArrayList<>();
    for (Row row : rows) {
      boolean fallen = kept.isEmpty() || row.ranked() < kept.get(kept.size() - 1).ranked();
      if (fallen && !Double.isNaN(row.ranked())) {
        kept.add(row);
      }
    }
    return kept.size() == rows.size() ? this : new ScoredFront(scored(kept));
  }

  /** The same rows with their scores. */
  public ScoredFront scored() {
    return new ScoredFront(scored(rows));
  }

  private static List<Row> scored(List<Row> rows) {
    List<Row> scored = new ArrayList<>();
    double previousLog = Double.NaN;
    int previousComplexity = 0;
    for (Row row : rows) {
      double log = Math.log(Math.max(row.ranked(), Double.MIN_NORMAL));
      scored.add(
          row.withScore(
              Double.isNaN(previousLog)
                  ? 0
                  : (previousLog - log) / (row.complexity() - previousComplexity)));
      previousLog = log;
      previousComplexity = row.complexity();
    }
    return scored;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The row of {@link FrontChoice#BEST}. */
  public Row best() {
    return choose(FrontChoice.BEST);
  }

  /** The row of {@link FrontChoice#ACCURACY}. */
  public Row accuracy() {
    return choose(FrontChoice.ACCURACY);
  }

  /** The row of {@link FrontChoice#KNEE}. */
  public Row knee() {
    return choose(FrontChoice.KNEE);
  }

  /**
   * The row that a choice falls on.
   *
   * @throws IllegalStateException when the front is empty
   */
  public Row choose(FrontChoice choice) {
    if (rows.isEmpty()) {
      throw new IllegalStateException("the front is empty: no formula was found");
    }
    return rows.get(marks.get(choice));
  }

  /**
   * The row that a person asks for.
   *
   * @param wanted the name of a {@link FrontChoice}, or a complexity
   * @throws IllegalStateException when the front is empty
   * @throws IllegalArgumentException listing what there is, when there is no such row
   */
  public Row choose(String wanted) {
    if (rows.isEmpty() || FrontChoice.named(wanted).isPresent()) {
      return choose(FrontChoice.named(wanted).orElse(FrontChoice.DEFAULT));
    }
    return rows.stream()
        .filter(row -> Integer.toString(row.complexity()).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the front has no row \""
                        + wanted
                        + "\": it wants "
                        + String.join(", ", FrontChoice.ids())
                        + " or a complexity, and has the complexities "
                        + rows.stream().map(Row::complexity).toList()));
  }

  /**
   * What to know of a row before it is used where rows that formulas were not fitted to tell none
   * from a constant, which {@link FrontChoice#SIMPLEST} then is; empty elsewhere.
   */
  public Optional<String> doubt(Row row) {
    boolean doubtful =
        !isEmpty()
            && choose(FrontChoice.SIMPLEST).expression() instanceof Constant
            && !(row.expression() instanceof Constant);
    return doubtful
        ? Optional.of(
            "the formula of complexity "
                + row.complexity()
                + " is not to be relied on: rows that it was not fitted to can't tell it from a"
                + " constant; use --choose simplest, which is that constant, or more rows")
        : Optional.empty();
  }

  /** The choices that fall on a row, in their order. */
  public List<FrontChoice> marks(int row) {
    return Arrays.stream(FrontChoice.values())
        .filter(choice -> marks.getOrDefault(choice, -1) == row)
        .toList();
  }

  /** Mean squared error on some rows by their weights, infinite when a value is not finite. */
  public static double meanSquaredError(Evaluator evaluator, Program program, Samples samples) {
    double sum = 0;
    float[] w = samples.weights();
    for (int from = 0; from < samples.rows(); from += Evaluator.BLOCK) {
      int n = Math.min(Evaluator.BLOCK, samples.rows() - from);
      float[] values = evaluator.block(program, samples.rawColumns(), from, n);
      sum +=
          w == null
              ? evaluator.sums().squaredErrors(values, samples.target(), from, n)
              : evaluator.sums().squaredErrors(values, samples.target(), w, from, n);
    }
    return Double.isFinite(sum)
        ? sum / Math.max(samples.weight(), Double.MIN_NORMAL)
        : Double.POSITIVE_INFINITY;
  }

  private static OptionalDouble r2(Evaluator evaluator, Program program, Samples samples) {
    return samples == null || samples.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(r2(meanSquaredError(evaluator, program, samples), samples));
  }

  private static double r2(double loss, Samples samples) {
    return 1 - loss / samples.ownVariance();
  }
}
