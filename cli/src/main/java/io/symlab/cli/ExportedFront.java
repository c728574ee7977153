package io.symlab.cli;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.experiment.LabException;
import io.symlab.experiment.distill.FrontSource;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.LaggedNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A front whose rules can be exported, of a lab or of a table.
 *
 * @param view its rows
 * @param signals that were declared among its columns; where none were, names may tell of some
 */
record ExportedFront(FrontView view, Signals signals) {
  /** A lab's. */
  static ExportedFront of(FrontView view) {
    return new ExportedFront(view, Signals.NONE);
  }

  /** One that was read from a file. */
  static ExportedFront of(FrontSource source) {
    return new ExportedFront(FrontViews.of(source.front()), source.names().signals());
  }

  /** The names of the variables in formulas. */
  List<String> printed() {
    return signals.names(view.getNamesList());
  }

  /**
   * One rule.
   *
   * @param rate base rate of exported optimizers
   */
  Formula formula(FrontRow row, double rate) throws LabException {
    Expression expression = expression(row);
    Signals read = expression.hasMemory() ? known() : signals;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Formula.COMPLEXITY, (double) row.getComplexity());
    figures.put("loss", row.getLoss());
    figures.put("score", row.getScore());
    figures.put("r2_train", row.getR2Train());
    figures.put("r2_validation", row.getR2Validation());
    figures.put("r2_test", row.getR2Test());
    return new Formula(expression, view.getNamesList(), read, rate, figures);
  }

  /** All rules. */
  ScoredFront table() throws LabException {
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (FrontRow row : view.getRowsList()) {
      rows.add(
          new ScoredFront.Row(
              row.getComplexity(),
              row.getLoss(),
              row.getScore(),
              row.getR2Train(),
              known(row.getR2Validation()),
              known(row.getR2Test()),
              expression(row)));
    }
    return new ScoredFront(rows);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Signals known() {
    return signals.isEmpty() ? LaggedNames.signals(view.getNamesList()) : signals;
  }

  private Expression expression(FrontRow row) throws LabException {
    try {
      return ExpressionText.parse(row.getExpression(), view.getNamesList(), known());
    } catch (ExpressionSyntaxException e) {
      throw new LabException(
          ExitCode.FAILED, "the front's rule cannot be read: " + e.getMessage(), e);
    }
  }
}
