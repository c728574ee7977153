package io.symlab.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A front as people read it: one row per member with its score and its R2 on the rows it was
 * learned from, chosen by and judged on. It also answers which member to take.
 *
 * @param rows from the simplest to the most complex
 */
public record FrontTable(List<Row> rows) {
  /** Members whose loss is within this factor of the least may be {@link #best}. */
  private static final double BEST_WITHIN = 1.5;

  /**
   * @param complexity nodes
   * @param loss mean loss on the training rows, the squared error unless another was asked for
   * @param score -d log(loss) / d complexity, from the member before; 0 for the first
   * @param r2Train 1 - squared errors / variance, on the training rows
   * @param r2Validation the same on the validation rows, empty when there are none
   * @param r2Test the same on the test rows, empty when there are none
   */
  public record Row(
      int complexity,
      double loss,
      double score,
      double r2Train,
      OptionalDouble r2Validation,
      OptionalDouble r2Test,
      Expression expression) {}

  public FrontTable {
    rows = List.copyOf(rows);
  }

  /**
   * Scores a front.
   *
   * @param train rows it was learned from
   * @param validation rows to choose by, or null
   * @param test rows to report, or null
   */
  public static FrontTable of(Front front, Samples train, Samples validation, Samples test) {
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
  public static FrontTable of(
      Front front, Signals signals, Loss loss, Samples train, Samples validation, Samples test) {
    List<Row> rows = new ArrayList<>();
    Evaluator evaluator = new Evaluator();
    double previousLog = Double.NaN;
    int previousComplexity = 0;
    for (Front.Member member : front.members()) {
      Program program = Program.of(member.expression(), signals);
      double squared = meanSquaredError(evaluator, program, train);
      double mean = loss.isSquare() ? squared : new Scoring(train, evaluator, loss).mean(program);
      double log = Math.log(Math.max(mean, Double.MIN_NORMAL));
      double score =
          Double.isNaN(previousLog)
              ? 0
              : (previousLog - log) / (member.complexity() - previousComplexity);
      rows.add(
          new Row(
              member.complexity(),
              mean,
              score,
              r2(squared, train),
              r2(evaluator, program, validation),
              r2(evaluator, program, test),
              member.expression()));
      previousLog = log;
      previousComplexity = member.complexity();
    }
    return new FrontTable(rows);
  }

  /** The highest score among the losses within 1.5 times the least. */
  public Row best() {
    double least = rows.stream().mapToDouble(Row::loss).min().orElse(0);
    Row best = last();
    for (Row row : rows) {
      if (row.loss() <= BEST_WITHIN * least && row.score() > best.score()) {
        best = row;
      }
    }
    return best;
  }

  /** The least error on the validation rows, or on the training rows when there are no others. */
  public Row accuracy() {
    Row best = last();
    for (Row row : rows) {
      if (rank(row) > rank(best)) {
        best = row;
      }
    }
    return best;
  }

  /** The member furthest below the straight line from the first to the last, in log loss. */
  public Row knee() {
    Row first = rows.isEmpty() ? last() : rows.get(0);
    Row last = last();
    double slope =
        (logLoss(last) - logLoss(first)) / Math.max(1, last.complexity() - first.complexity());
    Row knee = last;
    double furthest = 0;
    for (Row row : rows) {
      double line = logLoss(first) + slope * (row.complexity() - first.complexity());
      if (line - logLoss(row) > furthest) {
        furthest = line - logLoss(row);
        knee = row;
      }
    }
    return knee;
  }

  /**
   * The member of this choice.
   *
   * @param name {@code best}, {@code accuracy} or {@code knee}
   */
  public Row choose(String name) {
    return switch (name) {
      case "best" -> best();
      case "accuracy" -> accuracy();
      case "knee" -> knee();
      default ->
          throw new IllegalArgumentException(
              "a front's choice is best, accuracy or knee, not \"" + name + "\"");
    };
  }

  /** 1 - mean squared error / variance of y on some rows; empty for no rows. */
  public static OptionalDouble r2(Evaluator evaluator, Program program, Samples samples) {
    return samples == null || samples.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(r2(meanSquaredError(evaluator, program, samples), samples));
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

  private static double r2(double loss, Samples samples) {
    return 1 - loss / samples.ownVariance();
  }

  private static double rank(Row row) {
    return row.r2Validation().orElse(row.r2Train());
  }

  private static double logLoss(Row row) {
    return Math.log(Math.max(row.loss(), Double.MIN_NORMAL));
  }

  private Row last() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("the front is empty: no formula was found");
    }
    return rows.get(rows.size() - 1);
  }
}
