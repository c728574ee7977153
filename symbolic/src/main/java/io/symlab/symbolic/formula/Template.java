package io.symlab.symbolic.formula;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A form that every formula of a search must have: fixed operators around holes, written {@code ?},
 * whose contents evolve. Its constants are fitted, free ones named as in {@link Guess}; such
 * formulas are judged as they stand, without a scale and an offset around them.
 *
 * <pre>{@code
 * Template form = Template.parse("p1 * tanh(?) + ? / sqrt(ema(square(g), p2))", names, signals);
 * }</pre>
 */
public final class Template {
  private final Expression skeleton;
  private final List<Integer> ties;
  private final int holes;

  private Template(Guess bound, int holes) {
    this.skeleton = bound.expression();
    this.ties = bound.ties();
    this.holes = holes;
  }

  /**
   * Reads a form with at least one hole.
   *
   * @param names of the columns, by index
   * @throws ExpressionSyntaxException saying where and why, when the text is none
   */
  public static Template parse(String text, List<String> names, Signals signals) {
    return parse(text, names, signals, List.of());
  }

  /**
   * The same with operators of one's own.
   *
   * @param own that the text may use
   */
  public static Template parse(
      String text, List<String> names, Signals signals, List<Operator> own) {
    FreeConstants free = new FreeConstants();
    Expression parsed = new ExpressionParser(text, names, signals, free, own).parse();
    if (free.holes() == 0) {
      throw new ExpressionSyntaxException(
          text, text.length(), "a template has a hole, written ?, for what is to be found");
    }
    return new Template(free.bind(parsed, text, signals), free.holes());
  }

  /** Whether a formula has this form. */
  public boolean fits(Expression whole) {
    return fits(skeleton, whole);
  }

  private static boolean fits(Expression form, Expression whole) {
    List<Expression> forms = Trees.arguments(form);
    if (FreeConstants.holeOf(form) >= 0) {
      return true;
    }
    if (forms.isEmpty()) {
      return form instanceof Constant ? whole instanceof Constant : form.equals(whole);
    }
    List<Expression> parts = Trees.arguments(whole);
    return Trees.operator(form) == Trees.operator(whole)
        && IntStream.range(0, forms.size()).allMatch(i -> fits(forms.get(i), parts.get(i)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that
        && skeleton.equals(that.skeleton)
        && ties.equals(that.ties);
  }

  @Override
  public int hashCode() {
    return 31 * skeleton.hashCode() + ties.hashCode();
  }

  /** The complexity of the simplest formula of this form. */
  public int leastComplexity(Constraints constraints) {
    return Math.min(
        constraints.complexity(filled(new Constant(1))),
        constraints.complexity(filled(new Variable(0))));
  }

  /** Whether what is fixed leaves room for formulas that keep to the constraints. */
  public boolean canKeepTo(Constraints constraints) {
    return constraints.allow(filled(new Constant(1)));
  }

  private Expression filled(Expression leaf) {
    return fill(Collections.nCopies(holes, leaf));
  }

  /** How many holes it has. */
  public int holes() {
    return holes;
  }

  /** Nodes apart from the holes'. */
  public int ownComplexity() {
    return skeleton.complexity() - holes;
  }

  /** What a formula of this form has in its holes, from left to right. */
  public List<Expression> contents(Expression whole) {
    List<Expression> contents = new ArrayList<>();
    collect(skeleton, whole, contents);
    return contents;
  }

  private static void collect(Expression form, Expression whole, List<Expression> contents) {
    if (FreeConstants.holeOf(form) >= 0) {
      contents.add(whole);
      return;
    }
    List<Expression> forms = Trees.arguments(form);
    List<Expression> parts = Trees.arguments(whole);
    for (int i = 0; i < forms.size(); i++) {
      collect(forms.get(i), parts.get(i), contents);
    }
  }

  /** The form with these contents and the constants that it starts with. */
  public Expression fill(List<Expression> contents) {
    return fill(skeleton, skeleton, contents);
  }

  /** A formula of this form with other contents and its own constants. */
  public Expression refill(Expression whole, List<Expression> contents) {
    return fill(skeleton, whole, contents);
  }

  /** A formula of this form with each content changed on its own. */
  public Expression map(Expression whole, UnaryOperator<Expression> change) {
    return refill(whole, contents(whole).stream().map(change).toList());
  }

  private static Expression fill(Expression form, Expression whole, List<Expression> contents) {
    int hole = FreeConstants.holeOf(form);
    if (hole >= 0) {
      return contents.get(hole);
    }
    List<Expression> forms = Trees.arguments(form);
    if (forms.isEmpty()) {
      return form instanceof Constant ? whole : form;
    }
    List<Expression> parts = Trees.arguments(whole);
    List<Expression> filled = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      filled.add(fill(forms.get(i), parts.get(i), contents));
    }
    return Trees.withArguments(form, filled);
  }

  /** Which constants of a formula of this form are one, as in {@link Guess#ties}. */
  public List<Integer> ties(Expression whole) {
    List<Integer> all = new ArrayList<>();
    int[] own = {0};
    tie(skeleton, whole, own, all);
    return all;
  }

  private void tie(Expression form, Expression whole, int[] own, List<Integer> all) {
    if (FreeConstants.holeOf(form) >= 0) {
      all.addAll(FreeConstants.untied(whole));
      return;
    }
    if (form instanceof Constant) {
      all.add(ties.get(own[0]++));
    }
    List<Expression> forms = Trees.arguments(form);
    List<Expression> parts = Trees.arguments(whole);
    for (int i = 0; i < forms.size(); i++) {
      tie(forms.get(i), parts.get(i), own, all);
    }
  }

  /** A signal (or a column) in every hole, to see whether the rest is allowed. */
  static Expression withoutHoles(Expression form, Signals signals) {
    int column = signals.isEmpty() ? 0 : signals.signals().get(0).first();
    if (FreeConstants.holeOf(form) >= 0) {
      return new Variable(column);
    }
    List<Expression> arguments = Trees.arguments(form);
    return arguments.isEmpty()
        ? form
        : Trees.withArguments(
            form, arguments.stream().map(part -> withoutHoles(part, signals)).toList());
  }
}
