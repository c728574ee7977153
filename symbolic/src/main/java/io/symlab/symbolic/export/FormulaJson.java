package io.symlab.symbolic.export;

import java.util.List;

/** A formula as a JSON object, for scripts: what is known of it, its text, and its columns. */
final class FormulaJson {
  private FormulaJson() {}

  static String write(Formula formula) {
    Code code = new Code("  ");
    code.add(0, "{").add(1, field(Formula.COMPLEXITY, formula.complexity()) + ",");
    formula
        .figures()
        .forEach(
            (name, value) -> {
              if (!name.equals(Formula.COMPLEXITY)) {
                boolean whole = name.equals(Formula.DIGITS);
                code.add(1, field(name, whole ? value.intValue() : number(value)) + ",");
              }
            });
    code.add(1, field("expression", Code.quoted(formula.text())) + ",");
    code.add(1, field("columns", strings(formula.columns())) + ",");
    List<String> signals =
        formula.signals().signals().stream()
            .map(
                signal ->
                    "{ "
                        + String.join(
                            ", ",
                            field("name", Code.quoted(signal.name())),
                            field("first", signal.first()),
                            field("stride", signal.stride()),
                            field("lags", signal.lags()))
                        + " }")
            .toList();
    return code.add(1, field("signals", array(signals))).add(0, "}").toString();
  }

  static String field(String name, Object value) {
    return Code.quoted(name) + " : " + value;
  }

  static String strings(List<String> texts) {
    return array(texts.stream().map(Code::quoted).toList());
  }

  private static String array(List<String> values) {
    return values.isEmpty() ? "[ ]" : "[ " + String.join(", ", values) + " ]";
  }

  /** JSON has no NaN and no infinity. */
  static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }
}
