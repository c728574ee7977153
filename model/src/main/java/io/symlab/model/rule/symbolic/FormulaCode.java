package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.compiled.LoopCode;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.WrittenOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions without averages as code, with the bits of the interpreter: what is made of constants
 * alone is worked out at once, by the same kernels. Constants are numbers that the loops are run
 * with, so that formulas that differ in them alone share their loops.
 */
final class FormulaCode {
  private static final KernelSet KERNELS = KernelSet.plain();

  private final LoopCode code;
  private final int firstNumber;
  private final List<Float> numbers = new ArrayList<>();

  /** What an expression is worth: a value of the code, or where that is -1 a number. */
  private record Term(int value, float number) {}

  /**
   * @param firstNumber of the code's numbers, the first that is a constant
   */
  FormulaCode(LoopCode code, int firstNumber) {
    this.code = code;
    this.firstNumber = firstNumber;
  }

  /** Whether all of an expression's operators can be written out. */
  static boolean knows(Expression expression) {
    if (expression instanceof Unary unary) {
      return (unary.operator().isOwn()
              ? knows(unary.operator().body())
              : WrittenOut.knows(unary.operator().kind().name()))
          && knows(unary.argument());
    }
    if (expression instanceof Binary binary) {
      return (binary.operator().isOwn()
              ? knows(binary.operator().body())
              : WrittenOut.knows(binary.operator().kind().name()))
          && knows(binary.left())
          && knows(binary.right());
    }
    return true;
  }

  /**
   * The value of an expression.
   *
   * @param variables values, by the expression's variables
   */
  int value(Expression expression, List<Integer> variables) {
    return value(term(expression, variables.stream().map(v -> new Term(v, 0)).toList()));
  }

  private int value(Term term) {
    return term.value < 0 ? constant(term.number) : term.value;
  }

  /** A number that is the same in all rows and steps. */
  int constant(float number) {
    int place = numbers.indexOf(number);
    if (place < 0) {
      place = numbers.size();
      numbers.add(number);
    }
    return code.number(firstNumber + place);
  }

  /** The constants, in the order of their numbers. */
  List<Float> constants() {
    return numbers;
  }

  private Term term(Expression expression, List<Term> variables) {
    if (expression instanceof Constant constant) {
      return new Term(-1, (float) constant.value());
    }
    if (expression instanceof Variable variable) {
      return variables.get(variable.index());
    }
    if (expression instanceof Unary unary) {
      Term x = term(unary.argument(), variables);
      if (unary.operator().isOwn()) {
        return term(unary.operator().body(), List.of(x));
      }
      String name = unary.operator().kind().name();
      return x.value < 0
          ? new Term(-1, KERNELS.unary(name).value(x.number))
          : new Term(WrittenOut.unary(name, code, x.value), 0);
    }
    Binary binary = (Binary) expression;
    Term x = term(binary.left(), variables);
    Term y = term(binary.right(), variables);
    if (binary.operator().isOwn()) {
      return term(binary.operator().body(), List.of(x, y));
    }
    String name = binary.operator().kind().name();
    return x.value < 0 && y.value < 0
        ? new Term(-1, KERNELS.binary(name).value(x.number, y.number))
        : new Term(WrittenOut.binary(name, code, value(x), value(y)), 0);
  }
}
