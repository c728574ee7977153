package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Trees;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A place of a template whose contents are to be found: {@code ?} may read every column, {@code
 * ?(a, b)} those it names, and {@code ?f(a, b)} is an unknown function of them: wherever {@code ?f}
 * occurs it is the same one, of other columns. What evolves is the body, written in the arguments:
 * variable 0 is the first of them.
 *
 * @param name of the function; empty: a hole of its own
 * @param columns its arguments here, in order and all different; empty: every column
 */
public record Hole(String name, List<Integer> columns) {
  /** One that may read every column. */
  static final Hole ANY = new Hole("", List.of());

  public Hole {
    columns = List.copyOf(columns);
  }

  /** Whether it may read every column. */
  public boolean isAny() {
    return columns.isEmpty();
  }

  /** Whether contents over columns keep to its arguments. */
  boolean holds(Expression contents) {
    boolean[] all = {true};
    contents.forEachVariable(index -> all[0] &= isAny() || columns.contains(index));
    return all[0];
  }

  /** A body, here: over columns in place of arguments. */
  Expression applied(Expression body) {
    return isAny() ? body : renamed(body, columns::get);
  }

  /** What these contents over columns are as a body. */
  Expression body(Expression contents) {
    return isAny() ? contents : renamed(contents, columns::indexOf);
  }

  private static Expression renamed(Expression node, IntUnaryOperator index) {
    if (node instanceof Variable v) {
      return new Variable(index.applyAsInt(v.index()));
    }
    List<Expression> arguments = Trees.arguments(node);
    return arguments.isEmpty()
        ? node
        : Trees.withArguments(node, arguments.stream().map(part -> renamed(part, index)).toList());
  }
}
