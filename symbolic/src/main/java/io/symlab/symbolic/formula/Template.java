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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A form that every formula of a search must have: fixed operators around {@linkplain Hole holes},
 * whose contents evolve. Its constants are fitted, free ones named as in {@link Guess}; such
 * formulas are judged as they stand, without a scale and an offset around them.
 *
 * <pre>{@code
 * Template form = Template.parse("p1 * tanh(?) + ? / sqrt(ema(square(g), p2))", names, signals);
 * Template same = Template.parse("?f(a) - ?f(b) + ?(a, c)", names, signals);
 * }</pre>
 */
public final class Template {
  private final Expression skeleton;
  private final List<Integer> ties;
  private final List<Hole> holes;

  /** Of each body the hole where it stands first. */
  private final List<Hole> bodies = new ArrayList<>();

  /** Which body a hole has. */
  private final List<Integer> bodyOf = new ArrayList<>();

  private Template(Guess bound, List<Hole> holes) {
    this.skeleton = bound.expression();
    this.ties = bound.ties();
    this.holes = holes;
    for (Hole hole : holes) {
      int known = 0;
      while (known < bodies.size() && !isSame(bodies.get(known), hole)) {
        known++;
      }
      if (known == bodies.size()) {
        bodies.add(hole);
      }
      bodyOf.add(known);
    }
  }

  private static boolean isSame(Hole one, Hole other) {
    return !one.name().isEmpty() && one.name().equals(other.name());
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
    if (free.holes().isEmpty()) {
      throw new ExpressionSyntaxException(
          text, text.length(), "a template has a hole, written ?, for what is to be found");
    }
    Template form = new Template(free.bind(parsed, text, signals), free.holes());
    for (int i = 0; i < form.holes.size(); i++) {
      Hole first = form.bodies.get(form.bodyOf.get(i));
      if (first.columns().size() != form.holes.get(i).columns().size()) {
        throw new ExpressionSyntaxException(
            text,
            text.indexOf("?" + first.name()),
            "?" + first.name() + " is of as many columns wherever it stands");
      }
    }
    return form;
  }

  /** Whether a formula has this form. */
  public boolean fits(Expression whole) {
    Expression[] contents = new Expression[holes.size()];
    if (!fits(skeleton, whole, contents)) {
      return false;
    }
    List<Expression> found = bodies(contents);
    return IntStream.range(0, contents.length)
        .allMatch(i -> holes.get(i).applied(found.get(bodyOf.get(i))).equals(contents[i]));
  }

  /** Also puts down what stands in the holes. */
  private boolean fits(Expression form, Expression whole, Expression[] contents) {
    int hole = FreeConstants.holeOf(form);
    if (hole >= 0) {
      contents[hole] = whole;
      return holes.get(hole).holds(whole);
    }
    List<Expression> forms = Trees.arguments(form);
    if (forms.isEmpty()) {
      return form instanceof Constant ? whole instanceof Constant : form.equals(whole);
    }
    List<Expression> parts = Trees.arguments(whole);
    return Trees.operator(form) == Trees.operator(whole)
        && IntStream.range(0, forms.size())
            .allMatch(i -> fits(forms.get(i), parts.get(i), contents));
  }

  /** The bodies of a formula whose holes have these contents, where each stands first. */
  private List<Expression> bodies(Expression[] contents) {
    List<Expression> found = new ArrayList<>();
    for (int i = 0; i < contents.length; i++) {
      if (bodyOf.get(i) == found.size()) {
        found.add(holes.get(i).body(contents[i]));
      }
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that
        && skeleton.equals(that.skeleton)
        && ties.equals(that.ties)
        && holes.equals(that.holes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * skeleton.hashCode() + ties.hashCode()) + holes.hashCode();
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
    return fill(Collections.nCopies(bodies.size(), leaf));
  }

  /** What is to be found, each body once, from left to right. */
  public List<Hole> bodies() {
    return List.copyOf(bodies);
  }

  /** Nodes apart from the holes'. */
  public int ownComplexity() {
    return skeleton.complexity() - holes.size();
  }

  /** The bodies of a formula of this form. */
  public List<Expression> contents(Expression whole) {
    Expression[] contents = new Expression[holes.size()];
    fits(skeleton, whole, contents);
    return bodies(contents);
  }

  /** The form with these bodies and the constants that it starts with. */
  public Expression fill(List<Expression> contents) {
    return fill(skeleton, skeleton, contents);
  }

  /** A formula of this form with other bodies and its own constants. */
  public Expression refill(Expression whole, List<Expression> contents) {
    return fill(skeleton, whole, contents);
  }

  /** A formula of this form with each body changed on its own. */
  public Expression map(Expression whole, UnaryOperator<Expression> change) {
    return refill(whole, contents(whole).stream().map(change).toList());
  }

  private Expression fill(Expression form, Expression whole, List<Expression> contents) {
    int hole = FreeConstants.holeOf(form);
    if (hole >= 0) {
      return holes.get(hole).applied(contents.get(bodyOf.get(hole)));
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

  /**
   * Which constants of a formula of this form are one, as in {@link Guess#ties}: those of the form
   * that are, and those of a function that stands in several places.
   */
  public List<Integer> ties(Expression whole) {
    List<Integer> all = new ArrayList<>();
    tie(skeleton, whole, new Ties(), all);
    return all;
  }

  /** How far the numbering of a formula's constants has come. */
  private final class Ties {
    private int own;
    private int next = ties.stream().mapToInt(tie -> tie + 1).max().orElse(0);
    private final Map<Integer, Integer> first = new HashMap<>();

    /** Of the constants within a hole. */
    List<Integer> within(int hole, Expression contents) {
      int body = bodyOf.get(hole);
      if (Collections.frequency(bodyOf, body) == 1) {
        return FreeConstants.untied(contents);
      }
      int count = Trees.count(contents, Trees.Kind.CONSTANT);
      Integer begin = first.putIfAbsent(body, next);
      if (begin == null) {
        begin = next;
        next += count;
      }
      return IntStream.range(begin, begin + count).boxed().toList();
    }
  }

  private void tie(Expression form, Expression whole, Ties numbers, List<Integer> all) {
    int hole = FreeConstants.holeOf(form);
    if (hole >= 0) {
      all.addAll(numbers.within(hole, whole));
      return;
    }
    if (form instanceof Constant) {
      all.add(ties.get(numbers.own++));
    }
    List<Expression> forms = Trees.arguments(form);
    List<Expression> parts = Trees.arguments(whole);
    for (int i = 0; i < forms.size(); i++) {
      tie(forms.get(i), parts.get(i), numbers, all);
    }
  }

  /** A signal (or a column) in every hole, to see whether the rest is allowed. */
  static Expression withoutHoles(Expression form, List<Hole> holes, Signals signals) {
    int column = signals.isEmpty() ? 0 : signals.signals().get(0).first();
    int number = FreeConstants.holeOf(form);
    if (number >= 0) {
      Hole hole = holes.get(number);
      return new Variable(hole.isAny() ? column : hole.columns().get(0));
    }
    List<Expression> arguments = Trees.arguments(form);
    return arguments.isEmpty()
        ? form
        : Trees.withArguments(
            form, arguments.stream().map(part -> withoutHoles(part, holes, signals)).toList());
  }
}
