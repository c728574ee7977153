package io.symlab.actors.cli;

import io.symlab.actors.LabException;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.FrontTable;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.LaggedNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Rules of a lab's front as the formulas that can be exported. */
final class ExportedFormula {
  private ExportedFormula() {}

  /**
   * One rule.
   *
   * @param rate base rate of exported optimizers
   */
  static Formula of(FrontView front, FrontRow row, double rate) throws LabException {
    Expression expression = expression(front, row);
    Signals signals =
        expression.hasMemory() ? LaggedNames.signals(front.getNamesList()) : Signals.NONE;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Formula.COMPLEXITY, (double) row.getComplexity());
    figures.put("loss", row.getLoss());
    figures.put("score", row.getScore());
    figures.put("r2_train", row.getR2Train());
    figures.put("r2_validation", row.getR2Validation());
    figures.put("r2_test", row.getR2Test());
    return new Formula(expression, front.getNamesList(), signals, rate, figures);
  }

  /** All rules. */
  static FrontTable table(FrontView front) throws LabException {
    List<FrontTable.Row> rows = new ArrayList<>();
    for (FrontRow row : front.getRowsList()) {
      rows.add(
          new FrontTable.Row(
              row.getComplexity(),
              row.getLoss(),
              row.getScore(),
              row.getR2Train(),
              known(row.getR2Validation()),
              known(row.getR2Test()),
              expression(front, row)));
    }
    return new FrontTable(rows);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Expression expression(FrontView front, FrontRow row) throws LabException {
    List<String> names = front.getNamesList();
    try {
      return ExpressionText.parse(row.getExpression(), names, LaggedNames.signals(names));
    } catch (ExpressionSyntaxException e) {
      throw new LabException(
          ExitCode.FAILED, "the lab's rule cannot be read: " + e.getMessage(), e);
    }
  }
}
