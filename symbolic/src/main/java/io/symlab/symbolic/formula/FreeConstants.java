package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The unknowns of a guess or template while its text is read: free constants and holes, as
 * variables beyond all columns.
 */
final class FreeConstants {
  private static final int FREE = 1 << 24;
  private static final int HOLE = 1 << 25;
  private static final double START = 1;
  private static final double DECAY_START = 0.9;

  private final List<String> named = new ArrayList<>();
  private final List<Hole> holes = new ArrayList<>();

  /** A name that is no column; null when it cannot stand for a constant. */
  Expression named(String name) {
    if (!name.matches("p[0-9]{0,4}")) {
      return null;
    }
    if (!named.contains(name)) {
      named.add(name);
    }
    return new Variable(FREE + named.indexOf(name));
  }

  Expression hole(Hole hole) {
    holes.add(hole);
    return new Variable(HOLE + holes.size() - 1);
  }

  /** In the order in which they stand. */
  List<Hole> holes() {
    return List.copyOf(holes);
  }

  static boolean isFree(Expression node) {
    return node instanceof Variable v && v.index() >= FREE && v.index() < HOLE;
  }

  /** The number of a hole, -1 for anything else. */
  static int holeOf(Expression node) {
    return node instanceof Variable v && v.index() >= HOLE ? v.index() - HOLE : -1;
  }

  static List<Integer> untied(Expression expression) {
    return Collections.nCopies(Trees.count(expression, Trees.Kind.CONSTANT), -1);
  }

  /** With numbers for the free constants, holes left as they are. */
  Guess bind(Expression parsed, String text, Signals signals) {
    List<Integer> ties = new ArrayList<>();
    Expression bound = bind(parsed, false, ties);
    if (!signals.allow(Template.withoutHoles(bound, holes, signals))) {
      throw new ExpressionSyntaxException(
          text,
          0,
          "averages are over expressions of signals and of nothing else, with a decay between 0"
              + " and 1");
    }
    return new Guess(bound, ties);
  }

  private static Expression bind(Expression node, boolean decay, List<Integer> ties) {
    if (isFree(node)) {
      ties.add(((Variable) node).index() - FREE);
      return new Constant(decay ? DECAY_START : START);
    }
    if (node instanceof Constant) {
      ties.add(-1);
      return node;
    }
    List<Expression> arguments = Trees.arguments(node);
    if (arguments.isEmpty()) {
      return node;
    }
    List<Expression> bound = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      bound.add(bind(arguments.get(i), i == 1 && Trees.operator(node).isAverage(), ties));
    }
    return Trees.withArguments(node, bound);
  }
}
