package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Legible;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Rounding;
import java.util.List;

/** Formulas as presentation MathML: what a browser sets in a report without any script or font. */
public final class MathMl {
  private MathMl() {}

  /** The formula as one {@code <math>} element, rounded as is safe without rows to try it on. */
  public static String print(Expression expression, List<String> names) {
    return print(expression, names, 0);
  }

  /**
   * The formula as one {@code <math>} element.
   *
   * @param digits of its constants, see {@link Rounding#to}
   */
  public static String print(Expression expression, List<String> names, int digits) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">"
        + row(Legible.of(expression, digits), names)
        + "</math>";
  }

  private static String row(Expression expression, List<String> names) {
    return "<mrow>" + body(expression, names) + "</mrow>";
  }

  private static String body(Expression expression, List<String> names) {
    if (expression instanceof Constant constant) {
      return number(constant.value());
    }
    if (expression instanceof Variable variable) {
      return name(ExpressionText.name(variable.index(), names));
    }
    if (expression instanceof Unary unary) {
      return unary(unary.operator(), unary.argument(), names);
    }
    return binary((Binary) expression, names);
  }

  private static String unary(Operator operator, Expression argument, List<String> names) {
    return switch (operator.kind()) {
      case NEG -> "<mo>-</mo>" + guarded(argument, 3, true, names);
      case ABS -> "<mo>|</mo>" + row(argument, names) + "<mo>|</mo>";
      case SQRT -> "<msqrt><mo>|</mo>" + row(argument, names) + "<mo>|</mo></msqrt>";
      case LOG -> "<mi>ln</mi><mo>|</mo>" + row(argument, names) + "<mo>|</mo>";
      case SQUARE -> "<msup>" + atom(argument, names) + "<mn>2</mn></msup>";
      case CUBE -> "<msup>" + atom(argument, names) + "<mn>3</mn></msup>";
      case INV -> "<mfrac><mn>1</mn>" + row(argument, names) + "</mfrac>";
      default -> "<mi>" + operator.symbol() + "</mi>" + parentheses(row(argument, names));
    };
  }

  private static String binary(Binary binary, List<String> names) {
    Operator operator = binary.operator();
    return switch (operator.kind()) {
      case ADD -> infix(binary, "+", names);
      case SUB -> infix(binary, "-", names);
      case MUL -> infix(binary, "&#x22C5;", names);
      case DIV -> "<mfrac>" + row(binary.left(), names) + row(binary.right(), names) + "</mfrac>";
      case GREATER ->
          "<mo>[</mo>"
              + row(binary.left(), names)
              + "<mo>&gt;</mo>"
              + row(binary.right(), names)
              + "<mo>]</mo>";
      case EMA, EMA_HAT -> average(binary) + parentheses(row(binary.left(), names));
      default ->
          "<mi>"
              + operator.symbol()
              + "</mi>"
              + parentheses(row(binary.left(), names) + "<mo>,</mo>" + row(binary.right(), names));
    };
  }

  /** The operator's name, with a hat where the bias is corrected, and the decay as its index. */
  private static String average(Binary binary) {
    boolean corrected = binary.operator() == Operator.EMA_HAT;
    return "<msub>"
        + (corrected ? "<mover><mi>ema</mi><mo>^</mo></mover>" : "<mi>ema</mi>")
        + (binary.right() instanceof Constant decay
            ? "<mn>" + Numbers.decay(decay.value()) + "</mn>"
            : "<mi>b</mi>")
        + "</msub>";
  }

  private static String infix(Binary binary, String sign, List<String> names) {
    int precedence = binary.operator().precedence();
    return guarded(binary.left(), precedence, false, names)
        + "<mo>"
        + sign
        + "</mo>"
        + guarded(binary.right(), precedence, true, names);
  }

  /** With parentheses when it binds more loosely than the operator around it. */
  private static String guarded(
      Expression argument, int around, boolean strictly, List<String> names) {
    boolean negative = argument instanceof Constant constant && constant.value() < 0;
    int precedence = negative ? 3 : ExpressionText.precedence(argument);
    boolean bare = strictly ? precedence > around && !negative : precedence >= around;
    return bare ? row(argument, names) : parentheses(row(argument, names));
  }

  private static String atom(Expression argument, List<String> names) {
    boolean bare =
        argument instanceof Variable
            || (argument instanceof Constant constant
                && constant.value() >= 0
                && Numbers.scientific(constant.value())[1].isEmpty());
    return bare ? row(argument, names) : "<mrow>" + parentheses(row(argument, names)) + "</mrow>";
  }

  private static String parentheses(String inner) {
    return "<mo>(</mo>" + inner + "<mo>)</mo>";
  }

  private static String number(double value) {
    String[] parts = Numbers.scientific(Math.abs(value));
    String digits =
        parts[1].isEmpty()
            ? "<mn>" + parts[0] + "</mn>"
            : "<mn>"
                + parts[0]
                + "</mn><mo>&#xD7;</mo><msup><mn>10</mn><mn>"
                + parts[1]
                + "</mn></msup>";
    return value < 0 ? "<mo>-</mo>" + digits : digits;
  }

  private static String name(String name) {
    IndexedName parts = IndexedName.of(name);
    String stem = "<mi>" + escape(parts.stem()) + "</mi>";
    return parts.index().isEmpty() ? stem : "<msub>" + stem + index(parts.index()) + "</msub>";
  }

  private static String index(String index) {
    if (index.matches("t-[0-9]+")) {
      return "<mrow><mi>t</mi><mo>-</mo><mn>" + index.substring(2) + "</mn></mrow>";
    }
    String tag = index.matches("[0-9]+") ? "mn" : "mi";
    return "<" + tag + ">" + escape(index) + "</" + tag + ">";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
