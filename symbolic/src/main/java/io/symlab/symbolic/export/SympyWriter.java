package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import java.util.Map;
import java.util.TreeMap;

/** A formula as a SymPy expression, averages written out over the lags as sums. */
final class SympyWriter {
  /** SymPy takes minutes for more. */
  private static final int MAX_NODES = 20_000;

  private SympyWriter() {}

  static String write(Formula formula) {
    Expression plain = formula.signals().unrolled(formula.expression(), MAX_NODES);
    if (plain == null) {
      throw new ExportException(
          "written out over "
              + formula.signals().lags()
              + " lags the formula has more than "
              + MAX_NODES
              + " nodes, too many for SymPy; numpy carries it");
    }
    Identifiers identifiers = new Identifiers("sp", "formula");
    Map<Integer, String> symbols = new TreeMap<>();
    plain.forEachVariable(v -> symbols.putIfAbsent(v, ""));
    symbols.replaceAll((column, none) -> identifiers.of(formula.columns().get(column)));
    CodePrinter printer = new CodePrinter(PythonDialects.SYMPY);
    String text = printer.print(plain, symbols::get);
    Code code =
        new Code("    ")
            .add(0, "# " + Code.comment(formula.text()))
            .add(0, "import sympy as sp")
            .blank();
    for (String definition : printer.definitions()) {
      code.blank().add(0, definition).blank().blank();
    }
    symbols.forEach(
        (column, symbol) ->
            code.add(
                0,
                symbol
                    + " = sp.Symbol("
                    + Code.quoted(formula.columns().get(column))
                    + ", real=True)"));
    return code.blank().add(0, "formula = " + text).toString();
  }
}
