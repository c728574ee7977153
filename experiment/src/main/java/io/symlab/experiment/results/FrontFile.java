package io.symlab.experiment.results;

import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.Signals;
import java.util.List;

/**
 * The front of a trial as {@code front.json} has it: what distilling leaves, and what the command
 * line shows while it runs.
 *
 * @param names of the variables, in the order of the columns
 * @param rows by rising complexity
 * @param best index of the row with the highest score among the good ones; -1 when there is none
 * @param accuracy index of the row with the least loss
 * @param knee index of the row at the bend
 * @param choice the recipe's: {@code best}, {@code accuracy} or {@code knee}; {@code meta-loss} is
 *     decided after the front has ended, until then it stands for {@code best}
 * @param rounds that every island has ended
 * @param evaluations of formulas on samples, all islands together
 * @param ended whether distilling has ended
 */
public record FrontFile(
    List<String> names,
    List<Row> rows,
    int best,
    int accuracy,
    int knee,
    String choice,
    long rounds,
    long evaluations,
    boolean ended) {
  private static final String SCHEMA = "symlab.front/1";

  /**
   * One formula.
   *
   * @param complexity its nodes
   * @param loss mean loss on the training samples
   * @param score -d log(loss) / d complexity from the row before
   * @param r2Train explained share of the variance on training rollouts; NaN: not known yet
   * @param r2Validation the same on the rollouts by which formulas are chosen
   * @param r2Test the same on rollouts that are only reported on
   * @param expression text that reads back
   */
  public record Row(
      int complexity,
      double loss,
      double score,
      double r2Train,
      double r2Validation,
      double r2Test,
      String expression) {}

  public FrontFile {
    names = List.copyOf(names);
    rows = List.copyOf(rows);
    for (int index : new int[] {best, accuracy, knee}) {
      if (index < -1 || index >= rows.size()) {
        throw new IllegalArgumentException("a front of " + rows.size() + " has no row " + index);
      }
    }
  }

  /**
   * What a table shows.
   *
   * @param names of the variables
   * @param choice the recipe's
   */
  public static FrontFile of(
      ScoredFront table,
      List<String> names,
      String choice,
      long rounds,
      long evaluations,
      boolean ended) {
    List<ScoredFront.Row> rows = table.rows();
    boolean empty = rows.isEmpty();
    return new FrontFile(
        names,
        rows.stream().map(row -> row(row, names)).toList(),
        empty ? -1 : rows.indexOf(table.best()),
        empty ? -1 : rows.indexOf(table.accuracy()),
        empty ? -1 : rows.indexOf(table.knee()),
        choice,
        rounds,
        evaluations,
        ended);
  }

  private static Row row(ScoredFront.Row row, List<String> names) {
    return new Row(
        row.complexity(),
        row.loss(),
        row.score(),
        row.r2Train(),
        row.r2Validation().orElse(Double.NaN),
        row.r2Test().orElse(Double.NaN),
        ExpressionText.print(row.expression(), names));
  }

  /** The signals that its formulas speak of; none when they speak of columns alone. */
  public Signals signals() {
    return rows.stream()
        .map(row -> FormulaText.signals(row.expression(), names))
        .filter(signals -> !signals.isEmpty())
        .findFirst()
        .orElse(Signals.NONE);
  }

  /** The index of the row that the recipe chooses, -1 when there is none. */
  public int chosen() {
    return switch (choice) {
      case "accuracy" -> accuracy;
      case "knee" -> knee;
      default -> best;
    };
  }

  /** The row that the recipe chooses. */
  public Row chosenRow() {
    if (chosen() < 0) {
      throw new IllegalStateException("the front is empty: no formula fitted the samples");
    }
    return rows.get(chosen());
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static FrontFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, FrontFile.class, origin);
  }
}
