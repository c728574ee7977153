package io.symlab.symbolic.settings;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.Template;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sums, products and quotients formulas may have. Anything may be multiplied with a number
 * and have one added, since formulas are judged up to a scale and an offset; two parts that vary
 * meet only in operators that were asked for, or that a guess has. What is fixed in a template is
 * free.
 *
 * @param template the form that formulas have, or null
 * @param sums of two parts that vary, and differences
 * @param products of two such parts
 * @param quotients by a part that varies
 * @param inverses numbers over a part that varies
 */
public record Arithmetic(
    Template template, boolean sums, boolean products, boolean quotients, boolean inverses) {
  static Arithmetic of(Collection<Operator> operators, List<Guess> guesses, Template template) {
    Set<Operator> all = new HashSet<>(operators);
    guesses.forEach(guess -> collect(guess.expression(), all));
    boolean quotients = all.contains(Operator.DIV);
    return new Arithmetic(
        template,
        all.contains(Operator.ADD) || all.contains(Operator.SUB),
        all.contains(Operator.MUL) || quotients,
        quotients,
        quotients || all.contains(Operator.INV));
  }

  private static void collect(Expression node, Set<Operator> all) {
    Operator operator = Trees.operator(node);
    if (operator != null) {
      all.add(operator);
      Trees.arguments(node).forEach(argument -> collect(argument, all));
    }
  }

  boolean allows(Expression formula) {
    if (sums && products && quotients) {
      return true;
    }
    if (template == null) {
      return allowsParts(formula);
    }
    return !template.fits(formula)
        || template.contents(formula).stream().allMatch(this::allowsParts);
  }

  private boolean allowsParts(Expression node) {
    return allowsNode(node) && Trees.arguments(node).stream().allMatch(this::allowsParts);
  }

  private boolean allowsNode(Expression node) {
    if (!(node instanceof Binary binary)) {
      return true;
    }
    boolean varies = !binary.left().isConstant();
    boolean bothVary = varies && !binary.right().isConstant();
    return switch (binary.operator().kind()) {
      case ADD, SUB -> sums || !bothVary;
      case MUL -> products || !bothVary;
      case DIV -> binary.right().isConstant() || (varies ? quotients : inverses);
      default -> true;
    };
  }
}
