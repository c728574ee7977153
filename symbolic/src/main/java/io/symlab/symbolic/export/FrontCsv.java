package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Tidy;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.ScoredFront;
import java.util.List;

/**
 * A front as a table for spreadsheets and scripts. The first three columns are those of PySR's
 * hall_of_fame.csv, Complexity, Loss, Equation, so that what reads those reads these; the figures
 * that follow are called as they are in JSON. What is not known is an empty field. Equations stand
 * behind the definitions of operators of one's own, so that each reads back by itself.
 */
public final class FrontCsv {
  private static final String PYSR = "Complexity,Loss,Equation";
  private static final String FIGURES = ",score,r2_train,r2_validation,r2_test,validated_loss";

  private FrontCsv() {}

  /**
   * One line per row, from the simplest to the most complex.
   *
   * @param names of the columns, by index
   * @param signals among them
   */
  public static String of(ScoredFront front, List<String> names, Signals signals) {
    List<String> printed = signals.names(names);
    StringBuilder out = new StringBuilder(PYSR).append(FIGURES).append('\n');
    for (ScoredFront.Row row : front.rows()) {
      out.append(row.complexity()).append(',').append(number(row.loss())).append(',');
      out.append(quoted(ExpressionText.whole(Tidy.of(row.expression()), printed)));
      out.append(',').append(number(row.score()));
      out.append(',').append(number(row.r2Train()));
      out.append(',').append(number(row.r2Validation().orElse(Double.NaN)));
      out.append(',').append(number(row.r2Test().orElse(Double.NaN)));
      out.append(',').append(number(row.validated())).append('\n');
    }
    return out.toString();
  }

  /** One line per formula that has not been scored: PySR's columns alone, in the given order. */
  public static String of(List<Front.Member> members, List<String> names, Signals signals) {
    List<String> printed = signals.names(names);
    StringBuilder out = new StringBuilder(PYSR).append('\n');
    for (Front.Member member : members) {
      out.append(member.complexity()).append(',').append(number(member.loss())).append(',');
      out.append(quoted(ExpressionText.whole(Tidy.of(member.expression()), printed))).append('\n');
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** NaN is an empty field, infinity the word that Python, R and spreadsheets read. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }
}
