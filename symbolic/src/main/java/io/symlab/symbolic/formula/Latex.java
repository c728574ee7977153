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

/** Formulas as LaTeX for papers: from each operator's template, constants with sensible digits. */
public final class Latex {
  private Latex() {}

  /**
   * The formula in LaTeX's math mode, its constants rounded as is safe without rows to try it on.
   *
   * @param names of the variables, by index; {@code mt_0} becomes {@code \mathrm{mt}_{0}}, {@code
   *     x1} {@code x_{1}}
   */
  public static String print(Expression expression, List<String> names) {
    return print(expression, names, 0);
  }

  /**
   * The formula in LaTeX's math mode.
   *
   * @param names of the variables, by index
   * @param digits of its constants, see {@link Rounding#to}
   */
  public static String print(Expression expression, List<String> names, int digits) {
    return exactly(Legible.of(expression, digits), names);
  }

  private static String exactly(Expression expression, List<String> names) {
    if (expression instanceof Constant constant) {
      return number(constant.value());
    }
    if (expression instanceof Variable variable) {
      return name(ExpressionText.name(variable.index(), names));
    }
    if (expression instanceof Unary unary) {
      return fill(unary.operator(), names, unary.argument());
    }
    Binary binary = (Binary) expression;
    return fill(binary.operator(), names, binary.left(), binary.right());
  }

  private static String fill(Operator operator, List<String> names, Expression... arguments) {
    String template = operator.latex();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char mark = template.charAt(i);
      if ("#~!@".indexOf(mark) < 0) {
        out.append(mark);
        continue;
      }
      int index = template.charAt(++i) - '1';
      Expression argument = arguments[index];
      if (index == 1 && operator.isAverage() && argument instanceof Constant decay) {
        out.append(Numbers.decay(decay.value()));
        continue;
      }
      String text = exactly(argument, names);
      out.append(bare(mark, operator, argument) ? text : "\\left(" + text + "\\right)");
    }
    return out.toString();
  }

  private static boolean bare(char mark, Operator operator, Expression argument) {
    // A negative number is as loose as a minus sign; a fraction holds together but is no atom.
    boolean negative = argument instanceof Constant constant && constant.value() < 0;
    int precedence = negative ? 3 : ExpressionText.precedence(argument);
    return switch (mark) {
      case '~' -> precedence >= operator.precedence();
      case '!' -> precedence > operator.precedence() && !negative;
      case '@' ->
          precedence == 4
              && (argument instanceof Variable
                  || (argument instanceof Constant constant
                      && Numbers.scientific(constant.value())[1].isEmpty()));
      default -> true;
    };
  }

  private static String number(double value) {
    String[] parts = Numbers.scientific(value);
    return parts[1].isEmpty() ? parts[0] : parts[0] + " \\times 10^{" + parts[1] + "}";
  }

  private static String name(String name) {
    IndexedName parts = IndexedName.of(name);
    String stem = escape(parts.stem());
    String letters = parts.stem().length() == 1 ? stem : "\\mathrm{" + stem + "}";
    return parts.index().isEmpty() ? letters : letters + "_{" + escape(parts.index()) + "}";
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '_', '#', '$', '%', '&', '{', '}' -> out.append('\\').append(c);
        case '\\' -> out.append("\\backslash ");
        case '^' -> out.append("\\wedge ");
        case '~' -> out.append("\\sim ");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
