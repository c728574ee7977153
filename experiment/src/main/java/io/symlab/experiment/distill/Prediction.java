package io.symlab.experiment.distill;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.table.Layout;
import io.symlab.symbolic.table.Reading;
import io.symlab.symbolic.table.Rows;
import io.symlab.symbolic.table.RowsAlike;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A formula applied to a table, in double precision.
 *
 * @param values one per row of the file; NaN where a column that the formula reads is missing
 * @param judged rows that have y and a finite prediction
 * @param unpredicted rows that have y and no finite prediction
 * @param meanSquaredError on the judged rows; NaN when there are none
 * @param r2 1 - squared errors / variance of y, on the judged rows; NaN when there are none
 * @param notes worth telling of the table
 */
public record Prediction(
    double[] values,
    int judged,
    int unpredicted,
    double meanSquaredError,
    double r2,
    List<String> notes) {
  public Prediction {
    notes = List.copyOf(notes);
  }

  /**
   * Reads a table and applies a formula.
   *
   * @param reading how the table writes its numbers, where that does not show
   * @param layout of the tables that the formula is for
   * @param names of its variables
   */
  public static Prediction of(
      Path file, Reading reading, Expression formula, FormulaNames names, Layout layout)
      throws IOException {
    boolean[] used = new boolean[names.columns().size()];
    formula.forEachVariable(variable -> use(variable, names.signals(), used));
    List<String> notes = new ArrayList<>();
    Rows rows =
        RowsAlike.forPrediction(
            TableInput.of(file), reading, layout, names.columns(), used, notes::add);
    int count = rows.count();
    double[] predicted = new double[count];
    double[] row = new double[used.length];
    for (int i = 0; i < count; i++) {
      for (int f = 0; f < used.length; f++) {
        row[f] = used[f] ? rows.features()[f][i] : 0;
      }
      predicted[i] = names.signals().evaluate(formula, row);
    }
    double[] all = predicted;
    if (rows.numbers() != null) {
      all = new double[count + rows.dropped()];
      Arrays.fill(all, Double.NaN);
      for (int i = 0; i < count; i++) {
        all[rows.numbers()[i]] = predicted[i];
      }
    }
    return judge(all, predicted, rows.y(), notes);
  }

  /** An average reads the lags behind a column, too. */
  private static void use(int variable, Signals signals, boolean[] used) {
    Signals.Signal signal = signals.of(variable);
    if (signal == null) {
      used[variable] = true;
    } else {
      for (int lag = 0; lag < signal.lags(); lag++) {
        used[signal.column(lag)] = true;
      }
    }
  }

  private static Prediction judge(
      double[] all, double[] predicted, double[] y, List<String> notes) {
    if (y == null) {
      return new Prediction(all, 0, 0, Double.NaN, Double.NaN, notes);
    }
    int judged = 0;
    int unpredicted = 0;
    double errors = 0;
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i]) && Double.isFinite(predicted[i])) {
        judged++;
        errors += (predicted[i] - y[i]) * (predicted[i] - y[i]);
        sum += y[i];
      } else if (Double.isFinite(y[i])) {
        unpredicted++;
      }
    }
    double mean = sum / judged;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i]) && Double.isFinite(predicted[i])) {
        squares += (y[i] - mean) * (y[i] - mean);
      }
    }
    return new Prediction(all, judged, unpredicted, errors / judged, 1 - errors / squares, notes);
  }
}
