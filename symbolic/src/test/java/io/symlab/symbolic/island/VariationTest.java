package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.settings.MutationWeights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VariationTest {
  private static final List<Operator> OPERATORS =
      List.of(Operator.ADD, Operator.MUL, Operator.TANH, Operator.NEG);

  private static MutationWeights only(int kind) {
    double[] w = new double[10];
    w[kind] = 1;
    return new MutationWeights(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9]);
  }

  private static Expression mutated(int kind, String parent, long seed) {
    return new Variation(OPERATORS, only(kind), 3)
        .mutate(ExpressionText.parse(parent, List.of()), 1, new SplittableRandom(seed));
  }

  private static final String PARENT = "tanh(2.0 * x0) + x1 * -x2";

  @Test
  void aConstantIsChangedByAtMostItsFactor() {
    for (int seed = 0; seed < 200; seed++) {
      Expression child = mutated(0, PARENT, seed);
      double value = Program.of(child).constants()[0];
      assertThat(Math.abs(value)).isBetween(2 / 1.2301, 2 * 1.2301);
      assertThat(child.complexity()).isEqualTo(9);
    }
  }

  @Test
  void operatorsAreExchangedForOnesOfTheSameArity() {
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Expression child = mutated(1, PARENT, seed);
      assertThat(child.complexity()).isEqualTo(9);
      assertThat(Trees.count(child, Kind.BINARY)).isEqualTo(3);
      changed += child.equals(ExpressionText.parse(PARENT, List.of())) ? 0 : 1;
    }
    assertThat(changed).isBetween(60, 150);
  }

  @Test
  void featuresComeFromAllColumns() {
    int[] seen = new int[3];
    for (int seed = 0; seed < 3000; seed++) {
      mutated(2, "x0 * 2.0", seed).forEachVariable(index -> seen[index]++);
    }
    for (int count : seen) {
      assertThat(count).isCloseTo(1000, within(130));
    }
  }

  @Test
  void swappingAndRotatingKeepTheNodes() {
    for (int seed = 0; seed < 200; seed++) {
      for (int kind : new int[] {3, 4}) {
        Expression child = mutated(kind, PARENT, seed);
        assertThat(child.complexity()).isEqualTo(9);
        assertThat(Trees.count(child, Kind.LEAF)).isEqualTo(4);
      }
    }
  }

  @Test
  void addingGrowsAndDeletingShrinks() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(mutated(5, PARENT, seed).complexity()).isBetween(10, 11);
      assertThat(mutated(6, PARENT, seed).complexity()).isBetween(10, 11);
      assertThat(mutated(7, PARENT, seed).complexity()).isLessThan(9);
    }
  }

  @Test
  void crossoverPutsAPartOfTheFatherIntoTheMother() {
    Expression mother = ExpressionText.parse("x0 + x0 * x0", List.of());
    Expression father = ExpressionText.parse("tanh(x1) * x1", List.of());
    int mixed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Expression child = Variation.cross(mother, father, new SplittableRandom(seed));
      boolean[] has = new boolean[2];
      child.forEachVariable(index -> has[index] = true);
      assertThat(has[1]).isTrue();
      mixed += has[0] ? 1 : 0;
    }
    assertThat(mixed).isGreaterThan(100);
  }

  @Test
  void kindsAreDrawnByTheirWeights() {
    MutationWeights weights = new MutationWeights(0, 0, 0, 0, 0, 3, 0, 1, 0, 0);
    Variation variation = new Variation(OPERATORS, weights, 3);
    Expression parent = ExpressionText.parse(PARENT, List.of());
    int grown = 0;
    for (int seed = 0; seed < 4000; seed++) {
      Expression child = variation.mutate(parent, 1, new SplittableRandom(seed));
      grown += child.complexity() > 9 ? 1 : 0;
    }
    assertThat(grown).isCloseTo(3000, within(140));
  }

  @Test
  void unaryAloneOrBinaryAloneIsEnough() {
    for (Operator operator : List.of(Operator.TANH, Operator.ADD)) {
      Variation variation = new Variation(List.of(operator), MutationWeights.defaults(), 2);
      SplittableRandom random = new SplittableRandom(1);
      Expression formula = variation.fresh(9, random);
      for (int i = 0; i < 500; i++) {
        Expression child = variation.mutate(formula, 1, random);
        formula = child == null || child.complexity() > 20 ? formula : child;
      }
      assertThat(formula.complexity()).isBetween(1, 20);
    }
  }
}
