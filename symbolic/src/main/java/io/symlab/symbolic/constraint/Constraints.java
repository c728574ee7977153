package io.symlab.symbolic.constraint;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import java.util.List;
import java.util.Map;

/**
 * What formulas may look like beyond their largest complexity: how deep they are, which operators
 * may stand within which, how large an operator's argument may be, which columns it may not see,
 * and what each node costs. Formulas that break one are never born.
 *
 * @param maxDepth levels at most
 * @param costs complexity of an operator's node, where it is not 1
 * @param constantCost complexity of a constant
 * @param variableCost complexity of a variable
 * @param columnCosts complexity of a column, where it is not that of a variable
 * @param limits the rest, one by one
 */
public record Constraints(
    int maxDepth,
    Map<Operator, Integer> costs,
    int constantCost,
    int variableCost,
    Map<Integer, Integer> columnCosts,
    List<Limit> limits) {
  /** Anything goes, every node costs 1. */
  public static final Constraints NONE =
      new Constraints(Integer.MAX_VALUE, Map.of(), 1, 1, Map.of(), List.of());

  /** One thing that a formula must not have. */
  public sealed interface Limit {
    /** Whether a node and what is below it keep to it. */
    boolean holds(Expression node);
  }

  /** Below an operator another (or the same) stands at most so many levels deep. */
  record Nesting(Operator outer, Operator inner, int most) implements Limit {
    @Override
    public boolean holds(Expression node) {
      return Trees.operator(node) != outer
          || Trees.arguments(node).stream().allMatch(a -> levels(a, inner) <= most);
    }

    private static int levels(Expression node, Operator inner) {
      int below = 0;
      for (Expression argument : Trees.arguments(node)) {
        below = Math.max(below, levels(argument, inner));
      }
      return below + (Trees.operator(node) == inner ? 1 : 0);
    }
  }

  /** An operator's argument (from 0, -1 for each) has at most so many nodes. */
  record Size(Operator operator, int argument, int most) implements Limit {
    @Override
    public boolean holds(Expression node) {
      if (Trees.operator(node) != operator) {
        return true;
      }
      List<Expression> arguments = Trees.arguments(node);
      for (int i = 0; i < arguments.size(); i++) {
        if ((argument < 0 || argument == i) && arguments.get(i).complexity() > most) {
          return false;
        }
      }
      return true;
    }
  }

  /** A column never stands below an operator. */
  record Forbidden(Operator operator, int column) implements Limit {
    @Override
    public boolean holds(Expression node) {
      if (Trees.operator(node) != operator) {
        return true;
      }
      boolean[] found = {false};
      node.forEachVariable(index -> found[0] |= index == column);
      return !found[0];
    }
  }

  public Constraints {
    costs = Map.copyOf(costs);
    columnCosts = Map.copyOf(columnCosts);
    limits = List.copyOf(limits);
    if (maxDepth < 1) {
      throw new IllegalArgumentException("depth must be 1 or more");
    }
    if (constantCost < 1
        || variableCost < 1
        || costs.values().stream().anyMatch(c -> c < 1)
        || columnCosts.values().stream().anyMatch(c -> c < 1)) {
      throw new IllegalArgumentException("a node's cost must be 1 or more");
    }
  }

  /**
   * Reads constraints, one a text: {@code depth <= 6}; {@code cost(exp) = 3}, also of a column, of
   * {@code constant} and {@code variable}; {@code nest(tanh, tanh) <= 0}, the levels of the second
   * operator below the first; {@code size(pow, 2) <= 1}, nodes of its second argument, or of each
   * without a number; {@code forbid(exp, t)}, a column that must not stand below an operator.
   *
   * @param names of the columns, by index
   * @throws IllegalArgumentException naming the text and the fix
   */
  public static Constraints parse(List<String> texts, List<String> names) {
    return parse(texts, names, List.of());
  }

  /**
   * The same with operators of one's own.
   *
   * @param own that the texts may name
   */
  public static Constraints parse(List<String> texts, List<String> names, List<Operator> own) {
    ConstraintParser parser = new ConstraintParser(names, Signals.NONE, own);
    texts.forEach(parser::read);
    return parser.constraints();
  }

  /** Whether a formula keeps to all of them. */
  public boolean allow(Expression formula) {
    return (maxDepth == Integer.MAX_VALUE || formula.depth() <= maxDepth)
        && (limits.isEmpty() || everyNode(formula));
  }

  private boolean everyNode(Expression node) {
    return limits.stream().allMatch(limit -> limit.holds(node))
        && Trees.arguments(node).stream().allMatch(this::everyNode);
  }

  /** The complexity of a formula: the sum of its nodes' costs. */
  public int complexity(Expression formula) {
    if (costs.isEmpty() && constantCost == 1 && variableCost == 1 && columnCosts.isEmpty()) {
      return formula.complexity();
    }
    return cost(formula);
  }

  private int cost(Expression node) {
    if (node instanceof Unary unary) {
      return costs.getOrDefault(unary.operator(), 1) + cost(unary.argument());
    }
    if (node instanceof Binary binary) {
      return costs.getOrDefault(binary.operator(), 1) + cost(binary.left()) + cost(binary.right());
    }
    return node instanceof Variable variable
        ? columnCosts.getOrDefault(variable.index(), variableCost)
        : constantCost;
  }
}
