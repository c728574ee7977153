package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;

/**
 * Operators that a person defines, {@code swish(x) = x / (1 + exp(-x))}: of one or two arguments,
 * made of the others and of those defined before. In a formula such an operator is one node. Equal
 * definitions are one operator in the whole process.
 *
 * <p>A formula with operators of one's own is printed behind their definitions, {@code swish(x) = x
 * / (1.0 + exp(-x)); swish(x0)}, and so reads back anywhere.
 */
public final class OwnOperators {
  /** What they may be called: names that every language takes. */
  static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,39}";

  /** Nodes of a definition, written out. */
  private static final int MOST_NODES = 200;

  /** Levels of a definition, written out. */
  private static final int MOST_LEVELS = 40;

  private static final Map<String, Operator> KNOWN = new ConcurrentHashMap<>();

  private OwnOperators() {}

  /**
   * Reads definitions, each of which may use those before it.
   *
   * @throws ExpressionSyntaxException saying where and why, when one is none
   */
  public static List<Operator> parse(List<String> texts) {
    List<Operator> own = new ArrayList<>();
    for (String text : texts) {
      own.add(parse(text, own));
    }
    return List.copyOf(own);
  }

  /**
   * Reads one definition.
   *
   * @param before those that it may use, and whose names it may not take
   * @throws ExpressionSyntaxException saying where and why, when it is none
   */
  public static Operator parse(String text, List<Operator> before) {
    return new ExpressionParser(text, List.of(), Signals.NONE, null, before).definition();
  }

  /** The definition as it reads back, made of operators that are not people's own. */
  public static String text(Operator own) {
    List<String> arguments = own.arity() == 1 ? List.of("x") : List.of("x", "y");
    return own.symbol()
        + "("
        + String.join(", ", arguments)
        + ") = "
        + ExpressionText.print(own.body(), arguments);
  }

  /** The own operators of a formula, in the order in which they occur. */
  public static Set<Operator> of(Expression formula) {
    Set<Operator> found = new LinkedHashSet<>();
    collect(formula, found);
    return found;
  }

  private static void collect(Expression node, Set<Operator> found) {
    if (node instanceof Unary unary) {
      if (unary.operator().isOwn()) {
        found.add(unary.operator());
      }
      collect(unary.argument(), found);
    } else if (node instanceof Binary binary) {
      if (binary.operator().isOwn()) {
        found.add(binary.operator());
      }
      collect(binary.left(), found);
      collect(binary.right(), found);
    }
  }

  /**
   * The formula with what its own operators stand for in their places; an argument that a
   * definition names twice is there twice, so that it may become large.
   */
  public static Expression writtenOut(Expression node) {
    if (node instanceof Unary unary) {
      Expression argument = writtenOut(unary.argument());
      return unary.operator().isOwn()
          ? replaced(unary.operator().body(), List.of(argument))
          : new Unary(unary.operator(), argument);
    }
    if (node instanceof Binary binary) {
      List<Expression> both = List.of(writtenOut(binary.left()), writtenOut(binary.right()));
      return binary.operator().isOwn()
          ? replaced(binary.operator().body(), both)
          : new Binary(binary.operator(), both.get(0), both.get(1));
    }
    return node;
  }

  /** A part of a definition with these arguments in the places of its variables. */
  public static Expression replaced(Expression node, List<Expression> arguments) {
    if (node instanceof Variable variable) {
      return arguments.get(variable.index());
    }
    List<Expression> parts = Trees.arguments(node);
    return parts.isEmpty()
        ? node
        : Trees.withArguments(node, parts.stream().map(part -> replaced(part, arguments)).toList());
  }

  /**
   * The operator of a definition that was read.
   *
   * @param body over the variables 0 and 1, own operators among it
   * @return null with a reason in {@code why}
   */
  static Operator define(String name, int arity, Expression body, StringBuilder why) {
    Extent extent = Extent.of(body);
    if (extent.nodes > MOST_NODES || extent.levels > MOST_LEVELS) {
      why.append("written out it has ")
          .append(extent.nodes > 1e6 ? "over a million" : (int) extent.nodes)
          .append(" nodes and ")
          .append(extent.levels)
          .append(" levels; ")
          .append(MOST_NODES)
          .append(" and ")
          .append(MOST_LEVELS)
          .append(" are the most");
      return null;
    }
    Expression whole = folded(writtenOut(body));
    String key = name + "/" + arity + "/" + ExpressionText.print(whole, List.of());
    synchronized (KNOWN) {
      Operator known = KNOWN.get(key);
      if (known == null) {
        known = Operator.own(name, KNOWN.size(), arity, compiled(whole), whole);
        KNOWN.put(key, known);
      }
      return known;
    }
  }

  /**
   * How large a formula is, written out. Counted without writing it: where a definition names an
   * argument twice, each that is made of it doubles, so that a line of text may mean a formula
   * beyond any memory.
   *
   * @param nodes that it has, which may be more than a long holds
   * @param levels below its root, with that
   */
  private record Extent(double nodes, int levels) {
    private static final Extent LEAF = new Extent(1, 1);

    static Extent of(Expression node) {
      return of(node, List.of());
    }

    /**
     * @param arguments what stands in the places of the variables; empty where they stand for
     *     themselves
     */
    private static Extent of(Expression node, List<Extent> arguments) {
      if (node instanceof Variable variable) {
        return arguments.isEmpty() ? LEAF : arguments.get(variable.index());
      }
      List<Extent> parts = Trees.arguments(node).stream().map(part -> of(part, arguments)).toList();
      Operator operator = Trees.operator(node);
      if (operator != null && operator.isOwn()) {
        return of(operator.body(), parts);
      }
      double nodes = 1;
      int levels = 0;
      for (Extent part : parts) {
        nodes += part.nodes;
        levels = Math.max(levels, part.levels);
      }
      return new Extent(nodes, levels + 1);
    }
  }

  /** With what is made of numbers alone worked out. */
  private static Expression folded(Expression node) {
    List<Expression> parts = Trees.arguments(node);
    if (parts.isEmpty()) {
      return node;
    }
    Expression whole = Trees.withArguments(node, parts.stream().map(OwnOperators::folded).toList());
    double value = whole.isConstant() ? whole.evaluate(new double[0]) : Double.NaN;
    return Double.isFinite(value) ? new Constant(value) : whole;
  }

  /** The definition in double precision. */
  private static DoubleBinaryOperator compiled(Expression node) {
    if (node instanceof Constant constant) {
      double value = constant.value();
      return (x, y) -> value;
    }
    if (node instanceof Variable variable) {
      return variable.index() == 0 ? (x, y) -> x : (x, y) -> y;
    }
    if (node instanceof Unary unary) {
      Operator operator = unary.operator();
      DoubleBinaryOperator argument = compiled(unary.argument());
      return (x, y) -> operator.apply(argument.applyAsDouble(x, y), 0);
    }
    Binary binary = (Binary) node;
    Operator operator = binary.operator();
    DoubleBinaryOperator left = compiled(binary.left());
    DoubleBinaryOperator right = compiled(binary.right());
    return (x, y) -> operator.apply(left.applyAsDouble(x, y), right.applyAsDouble(x, y));
  }
}
