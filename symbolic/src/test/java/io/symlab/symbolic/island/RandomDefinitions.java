package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.settings.MutationWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random operators of one's own and formulas made of them, for tests that hold for any. */
public final class RandomDefinitions {
  /** Operators with slopes everywhere. */
  public static final List<Operator> SMOOTH =
      List.of(
          Operator.ADD,
          Operator.SUB,
          Operator.MUL,
          Operator.TANH,
          Operator.SIN,
          Operator.NEG,
          Operator.ASINH);

  private RandomDefinitions() {}

  /** Random definitions of one and two arguments, later ones made of earlier ones. */
  public static List<Operator> definitions(long seed, List<Operator> parts) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Operator> own = new ArrayList<>();
    while (own.size() < 3) {
      int arity = 1 + random.nextInt(2);
      List<Operator> made = new ArrayList<>(parts);
      made.addAll(own);
      Variation variation = new Variation(made, MutationWeights.defaults(), arity);
      Expression body = variation.fresh(2 + random.nextInt(8), random);
      String text =
          "f%d(%s) = %s"
              .formatted(
                  own.size(),
                  arity == 1 ? "a" : "a, b",
                  ExpressionText.print(body, List.of("a", "b")));
      try {
        own.add(OwnOperators.parse(text, own));
      } catch (ExpressionSyntaxException unfit) {
        assertThat(unfit)
            .hasMessageMatching("(?s).*(does not use|itself|too large|never finite).*");
      }
    }
    return own;
  }

  /** An own operator of an own operator, a column and a constant. */
  public static Expression formula(long seed, List<Operator> own) {
    SplittableRandom random = new SplittableRandom(seed);
    Expression inner = of(own.get(random.nextInt(own.size())), Expression.variable(0), random);
    Expression outer = of(own.get(random.nextInt(own.size())), inner, random);
    return Expression.of(Operator.SUB, outer, Expression.variable(2));
  }

  private static Expression of(Operator own, Expression argument, SplittableRandom random) {
    Expression other =
        random.nextBoolean() ? Expression.variable(1) : Expression.constant(random.nextDouble());
    return own.arity() == 1
        ? Expression.of(own, argument)
        : random.nextBoolean()
            ? Expression.of(own, argument, other)
            : Expression.of(own, other, argument);
  }
}
