package io.symlab.symbolic.regression;

import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.FrontFormat;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.program.DoubleEvaluator;
import io.symlab.symbolic.program.Program;
import java.util.List;

/**
 * What a regression has found: formulas from the simplest to the most complex, each better than all
 * simpler ones; one of them to take; and the search's state, to go on from.
 */
public final class RegressionResult {
  private final ScoredFront front;
  private final List<String> names;
  private final Signals signals;

  /** The columns as {@link #predict} is given them: as the search was. */
  private final List<String> inputs;

  private final Search.End end;
  private final int rounds;
  private final long evaluations;
  private final double seconds;
  private final byte[] saved;

  RegressionResult(Search search, Search.End end, List<String> inputs) {
    this.front = search.finished();
    this.names = search.data().names();
    this.signals = search.data().signals();
    this.inputs = List.copyOf(inputs);
    this.end = end;
    this.rounds = search.round();
    this.evaluations = search.evaluations();
    this.seconds = search.seconds();
    this.saved = search.save();
  }

  /** All formulas with their figures: complexity, loss, score, R2. */
  public ScoredFront front() {
    return front;
  }

  /**
   * The formula that is meant where none is named, as {@link FrontChoice#DEFAULT} chooses: the
   * simplest that the rows set apart cannot tell from the best.
   *
   * @throws IllegalStateException when no formula was found
   */
  public Formula chosen() {
    return formula(front.choose(FrontChoice.DEFAULT));
  }

  /**
   * The formula that scores best: the largest drop in loss for its complexity, among those whose
   * loss is near the least.
   *
   * @throws IllegalStateException when no formula was found
   */
  public Formula best() {
    return formula(front.best());
  }

  /**
   * Another formula.
   *
   * @param which the name of a {@link io.symlab.symbolic.front.FrontChoice}, or a complexity of the
   *     front
   * @throws IllegalArgumentException listing what there is, when there is no such row
   */
  public Formula choose(String which) {
    return formula(front.choose(which));
  }

  /** A row of the front with what it takes to use it elsewhere. */
  public Formula formula(ScoredFront.Row row) {
    return Formula.of(row, names, signals);
  }

  /** Names of the columns, in the order in which {@link #predict} takes them. */
  public List<String> columns() {
    return inputs;
  }

  /**
   * What the chosen formula makes of rows, in double precision.
   *
   * @param x [rows][columns], in the order of {@link #columns}
   */
  public double[] predict(double[][] x) {
    return predict(chosen(), x);
  }

  /** The same for rows in single precision. */
  public double[] predict(float[][] x) {
    double[][] wide = new double[x.length][];
    for (int row = 0; row < x.length; row++) {
      wide[row] = new double[x[row].length];
      for (int column = 0; column < x[row].length; column++) {
        wide[row][column] = x[row][column];
      }
    }
    return predict(wide);
  }

  /**
   * What a formula makes of rows.
   *
   * @param formula of this result
   * @param x [rows][columns], in the order of {@link #columns}
   * @throws IllegalArgumentException naming a row that has another number of columns
   */
  public double[] predict(Formula formula, double[][] x) {
    double[][] columns = new double[names.size()][x.length];
    for (int row = 0; row < x.length; row++) {
      if (x[row].length != inputs.size()) {
        throw new IllegalArgumentException(
            "x[" + row + "] has " + x[row].length + " columns, not those of " + inputs);
      }
      for (int column = 0; column < names.size(); column++) {
        columns[column][row] = x[row][inputs.indexOf(names.get(column))];
      }
    }
    double[] values = new double[x.length];
    new DoubleEvaluator()
        .evaluate(Program.of(formula.expression(), signals), columns, x.length, values);
    return values;
  }

  /** The chosen formula in another language. */
  public String export(ExportFormat format) {
    return format.export(chosen());
  }

  /** The whole front. */
  public String export(FrontFormat format) {
    return format.export(front, names, signals);
  }

  /** Why the search ended. */
  public Search.End end() {
    return end;
  }

  /** Rounds of every island. */
  public int rounds() {
    return rounds;
  }

  /** Formulas evaluated. */
  public long evaluations() {
    return evaluations;
  }

  /** Seconds searched, all parts together. */
  public double seconds() {
    return seconds;
  }

  /** Everything that {@link SymbolicRegression#from} needs to go on, bit for bit. */
  public byte[] save() {
    return saved.clone();
  }
}
