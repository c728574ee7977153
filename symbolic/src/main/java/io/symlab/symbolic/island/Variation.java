package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Simplifier;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import io.symlab.symbolic.settings.MutationWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The random changes that make a child from its parents: mutations, crossover, fresh formulas.
 * Everything is drawn from the stream it is given.
 */
final class Variation {
  /** At full temperature a constant changes by up to this factor (PySR's 0.13 T + 1.1). */
  private static final double LEAST_FACTOR = 1.1;

  private static final double FACTOR_PER_TEMPERATURE = 0.13;
  private static final double SIGN_FLIP = 0.01;

  /** What a mutation does; a null result means that it does not apply to this formula. */
  private interface Mutation {
    Expression apply(Expression parent, double temperature, SplittableRandom random);
  }

  private final List<Operator> unary = new ArrayList<>();
  private final List<Operator> binary = new ArrayList<>();
  private final List<Operator> averages = new ArrayList<>();
  private final int features;
  private final Signals signals;

  /** What a leaf is drawn from: plain columns by themselves, those of a signal together. */
  private final List<Signals.Signal> drawn = new ArrayList<>();

  private final double[] upTo;
  private final List<Mutation> mutations;

  Variation(List<Operator> operators, MutationWeights weights, int features) {
    this(operators, weights, features, Signals.NONE);
  }

  Variation(List<Operator> operators, MutationWeights weights, int features, Signals signals) {
    for (Operator operator : operators) {
      (operator.isAverage() ? averages : operator.arity() == 1 ? unary : binary).add(operator);
    }
    this.features = features;
    this.signals = signals;
    for (int f = 0; f < features; f++) {
      Signals.Signal signal = signals.of(f);
      if (signal == null) {
        drawn.add(new Signals.Signal("", f, 1, 1));
      } else if (!drawn.contains(signal)) {
        drawn.add(signal);
      }
    }
    this.mutations =
        List.of(
            this::constant,
            (parent, t, random) -> operator(parent, random),
            (parent, t, random) -> feature(parent, random),
            (parent, t, random) -> swap(parent, random),
            (parent, t, random) -> rotate(parent, random),
            (parent, t, random) -> add(parent, random),
            (parent, t, random) -> insert(parent, random),
            (parent, t, random) -> delete(parent, random),
            (parent, t, random) -> Simplifier.simplify(parent),
            (parent, t, random) -> fresh(Math.max(3, parent.complexity()), random));
    this.upTo =
        new double[] {
          weights.constant(),
          weights.operator(),
          weights.feature(),
          weights.swap(),
          weights.rotate(),
          weights.add(),
          weights.insert(),
          weights.delete(),
          weights.simplify(),
          weights.randomize()
        };
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
  }

  /**
   * One mutation, its kind drawn by weight; null when it does not apply to this parent.
   *
   * @param temperature 0 to 1, larger for larger changes of constants
   */
  Expression mutate(Expression parent, double temperature, SplittableRandom random) {
    double drawn = random.nextDouble() * upTo[upTo.length - 1];
    int kind = 0;
    while (drawn >= upTo[kind]) {
      kind++;
    }
    return mutations.get(kind).apply(parent, temperature, random);
  }

  /** A subtree of one parent put in the place of a subtree of the other. */
  static Expression cross(Expression mother, Expression father, SplittableRandom random) {
    Expression graft = Trees.get(father, Kind.ANY, random.nextInt(father.complexity()));
    return Trees.replace(mother, Kind.ANY, random.nextInt(mother.complexity()), node -> graft);
  }

  /** A random formula grown to about this many nodes. */
  Expression fresh(int nodes, SplittableRandom random) {
    Expression formula = leaf(random);
    while (formula.complexity() < nodes) {
      formula = grow(formula, random);
    }
    return formula;
  }

  private Expression constant(Expression parent, double temperature, SplittableRandom random) {
    return change(
        parent,
        Kind.CONSTANT,
        random,
        node -> {
          double factor =
              Math.pow(FACTOR_PER_TEMPERATURE * temperature + LEAST_FACTOR, random.nextDouble());
          double value = ((Constant) node).value();
          value = random.nextBoolean() ? value * factor : value / factor;
          value = random.nextDouble() < SIGN_FLIP ? -value : value;
          return Double.isFinite(value) ? new Constant(value) : node;
        });
  }

  private Expression operator(Expression parent, SplittableRandom random) {
    return change(
        parent,
        Kind.OPERATOR,
        random,
        node -> {
          // Of a kind that the search does not draw from, a node came with a guess, a scale, an
          // offset or a simplification: it stays.
          if (node instanceof Unary u) {
            return unary.isEmpty() ? u : new Unary(pick(unary, random), u.argument());
          }
          Binary b = (Binary) node;
          List<Operator> like = b.operator().isAverage() ? averages : binary;
          return like.isEmpty() ? b : new Binary(pick(like, random), b.left(), b.right());
        });
  }

  private Expression feature(Expression parent, SplittableRandom random) {
    return change(parent, Kind.VARIABLE, random, node -> column(random));
  }

  private static Expression swap(Expression parent, SplittableRandom random) {
    return change(
        parent,
        Kind.BINARY,
        random,
        node -> {
          Binary b = (Binary) node;
          return b.operator().isAverage() ? b : new Binary(b.operator(), b.right(), b.left());
        });
  }

  /** Turns the tree around an edge: the child comes on top and takes its parent as argument. */
  private static Expression rotate(Expression parent, SplittableRandom random) {
    return change(
        parent,
        Kind.OPERATOR,
        random,
        node -> {
          // An average has one edge only: its decay is no subtree.
          boolean leftEdge = random.nextBoolean() || isAverage(node);
          Expression child =
              node instanceof Unary u
                  ? u.argument()
                  : leftEdge ? ((Binary) node).left() : ((Binary) node).right();
          boolean inner = random.nextBoolean() || isAverage(child);
          if (child instanceof Unary c) {
            return new Unary(c.operator(), withChild(node, leftEdge, c.argument()));
          }
          if (child instanceof Binary c) {
            Expression below = withChild(node, leftEdge, inner ? c.left() : c.right());
            return inner
                ? new Binary(c.operator(), below, c.right())
                : new Binary(c.operator(), c.left(), below);
          }
          return node;
        });
  }

  private static Expression withChild(Expression node, boolean left, Expression child) {
    if (node instanceof Unary u) {
      return new Unary(u.operator(), child);
    }
    Binary b = (Binary) node;
    return left
        ? new Binary(b.operator(), child, b.right())
        : new Binary(b.operator(), b.left(), child);
  }

  /** An operator on top of a leaf, or of the whole. */
  private Expression add(Expression parent, SplittableRandom random) {
    return random.nextBoolean() ? grow(parent, random) : crown(parent, random);
  }

  private Expression grow(Expression parent, SplittableRandom random) {
    return change(parent, Kind.LEAF, random, node -> crown(node, random));
  }

  private Expression insert(Expression parent, SplittableRandom random) {
    return change(parent, Kind.ANY, random, node -> crown(node, random));
  }

  /** The node as argument of a random operator, with a fresh leaf beside it where there are two. */
  private Expression crown(Expression node, SplittableRandom random) {
    int kind = random.nextInt(unary.size() + binary.size() + averages.size());
    if (kind < unary.size()) {
      return new Unary(unary.get(kind), node);
    }
    if (kind >= unary.size() + binary.size()) {
      return new Binary(averages.get(kind - unary.size() - binary.size()), node, decay(random));
    }
    Expression other = leaf(random);
    Operator operator = binary.get(kind - unary.size());
    return random.nextBoolean()
        ? new Binary(operator, node, other)
        : new Binary(operator, other, node);
  }

  private Expression delete(Expression parent, SplittableRandom random) {
    return change(
        parent,
        Kind.OPERATOR,
        random,
        node -> {
          if (node instanceof Unary u) {
            return u.argument();
          }
          Binary b = (Binary) node;
          return random.nextBoolean() || isAverage(b) ? b.left() : b.right();
        });
  }

  private Expression leaf(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return new Constant(Numbers.shortest(gaussian(random)));
    }
    return column(random);
  }

  /** A column; of a signal's the newest as often as all others. */
  private Variable column(SplittableRandom random) {
    if (signals.isEmpty()) {
      return new Variable(random.nextInt(features));
    }
    Signals.Signal signal = drawn.get(random.nextInt(drawn.size()));
    boolean newest = random.nextBoolean();
    return new Variable(signal.column(newest ? 0 : random.nextInt(signal.lags())));
  }

  /** 1 - b log-uniform between 0.01 and 0.5. */
  private static Constant decay(SplittableRandom random) {
    double rest = 0.01 * Math.pow(50, random.nextDouble());
    return new Constant(Numbers.shortest(1 - rest));
  }

  private static boolean isAverage(Expression node) {
    return node instanceof Binary b && b.operator().isAverage();
  }

  /** A normal number by Box and Muller: SplittableRandom's own may change between JDKs. */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static Operator pick(List<Operator> operators, SplittableRandom random) {
    return operators.get(random.nextInt(operators.size()));
  }

  private static Expression change(
      Expression parent,
      Kind kind,
      SplittableRandom random,
      java.util.function.UnaryOperator<Expression> exchange) {
    int count = Trees.count(parent, kind);
    return count == 0 ? null : Trees.replace(parent, kind, random.nextInt(count), exchange);
  }
}
