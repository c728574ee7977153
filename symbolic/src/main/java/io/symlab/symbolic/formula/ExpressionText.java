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
import io.symlab.symbolic.expression.Signals;
import java.util.List;

/**
 * Formulas as infix text that Python reads too: {@code + - * /}, the minus sign, every other
 * operator as a call by its name, variables by name, constants with all the digits they need. It
 * parses back to the very same expression.
 */
public final class ExpressionText {
  /** In the place of digits: constants are rounded, and read well. */
  private static final int READABLE = -1;

  private ExpressionText() {}

  /**
   * The formula, exactly.
   *
   * @param names of the variables, by index; where one is missing it is called {@code x<index>}
   */
  public static String print(Expression expression, List<String> names) {
    return print(expression, names, 0);
  }

  /**
   * The formula behind the definitions of the operators of one's own that it has: what {@link
   * #parse} reads back anywhere.
   */
  public static String whole(Expression expression, List<String> names) {
    StringBuilder out = new StringBuilder();
    for (Operator own : OwnOperators.of(expression)) {
      out.append(OwnOperators.text(own)).append("; ");
    }
    print(expression, names, 0, out);
    return out.toString();
  }

  /**
   * The formula for reading, with rounded constants.
   *
   * @param digits significant digits of a constant; 0 for all that it needs
   */
  public static String print(Expression expression, List<String> names, int digits) {
    StringBuilder out = new StringBuilder();
    print(expression, names, digits, out);
    return out.toString();
  }

  /**
   * The formula as {@link Legible} has it: constants with few digits, whole ones without a
   * fraction. It parses back, too, if not to the very same formula.
   *
   * @param digits of constants, see {@link Rounding#to}
   */
  public static String readable(Expression expression, List<String> names, int digits) {
    StringBuilder out = new StringBuilder();
    print(Legible.of(expression, digits), names, READABLE, out);
    return out.toString();
  }

  /**
   * Reads a formula without signals.
   *
   * @param names of the variables, by index; a name {@code x<index>} that is not among them is read
   *     as that variable when the list is empty
   * @throws ExpressionSyntaxException saying where and why, when the text is no formula
   */
  public static Expression parse(String text, List<String> names) {
    return parse(text, names, Signals.NONE);
  }

  /**
   * Reads a formula in which a signal's name stands for its newest value, {@code lag(g, 3)} for the
   * one three steps back, and {@code ema(g, 0.9)} for an average. Operators of one's own may be
   * defined before it, each with a semicolon behind it.
   *
   * @param names as above
   * @throws ExpressionSyntaxException saying where and why, when the text is no formula
   */
  public static Expression parse(String text, List<String> names, Signals signals) {
    return new ExpressionParser(text, names, signals, null).parse();
  }

  private static void print(
      Expression expression, List<String> names, int digits, StringBuilder out) {
    if (expression instanceof Constant constant) {
      out.append(
          digits == READABLE
              ? Numbers.readable(constant.value())
              : Numbers.print(constant.value(), digits));
    } else if (expression instanceof Variable variable) {
      out.append(name(variable.index(), names));
    } else if (expression instanceof Unary unary) {
      if (unary.operator() == Operator.NEG) {
        // A number after the sign would read as a negative number.
        boolean bare = !(unary.argument() instanceof Constant) && precedence(unary.argument()) >= 3;
        out.append('-');
        printArgument(unary.argument(), bare, names, digits, out);
      } else {
        out.append(unary.operator().symbol());
        printArgument(unary.argument(), false, names, digits, out);
      }
    } else if (expression instanceof Binary binary) {
      Operator operator = binary.operator();
      if (operator.precedence() >= 3) {
        out.append(operator.symbol()).append('(');
        print(binary.left(), names, digits, out);
        out.append(", ");
        print(binary.right(), names, digits, out);
        out.append(')');
      } else {
        printArgument(
            binary.left(), precedence(binary.left()) >= operator.precedence(), names, digits, out);
        out.append(' ').append(operator.symbol()).append(' ');
        printArgument(
            binary.right(), precedence(binary.right()) > operator.precedence(), names, digits, out);
      }
    }
  }

  private static void printArgument(
      Expression argument, boolean bare, List<String> names, int digits, StringBuilder out) {
    if (!bare) {
      out.append('(');
    }
    print(argument, names, digits, out);
    if (!bare) {
      out.append(')');
    }
  }

  /** How tightly an expression holds together; 4 needs no parentheses anywhere. */
  static int precedence(Expression expression) {
    if (expression instanceof Unary unary) {
      return unary.operator().precedence();
    }
    if (expression instanceof Binary binary) {
      return binary.operator().precedence();
    }
    return 4;
  }

  public static String name(int index, List<String> names) {
    return index < names.size() ? names.get(index) : "x" + index;
  }
}
