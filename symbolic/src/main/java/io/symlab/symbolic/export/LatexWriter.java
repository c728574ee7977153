package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.Latex;
import io.symlab.symbolic.formula.OwnOperators;
import java.util.List;

/** A formula in LaTeX's math mode, and behind it what its own operators are. */
final class LatexWriter {
  private static final List<String> ARGUMENTS = List.of("x", "y");

  private LatexWriter() {}

  static String write(Formula formula) {
    StringBuilder out = new StringBuilder();
    out.append(Latex.print(formula.expression(), TypesetNames.of(formula), formula.digits()));
    for (Operator own : OwnOperators.of(formula.expression())) {
      String head = own.latex().replace("#1", ARGUMENTS.get(0)).replace("#2", ARGUMENTS.get(1));
      out.append(", \\quad ").append(head).append(" = ").append(Latex.print(own.body(), ARGUMENTS));
    }
    return out.append('\n').toString();
  }
}
