package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.optimizee.OptimizeeSettings.Beside;
import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static OptimizeeSettings member(OptimizeeKind kind, int dimension, double weight) {
    return OptimizeeSettings.of(kind)
        .withInstances(2)
        .withDimension(dimension)
        .withInitialScale(1)
        .withBeside(new Beside(weight, List.of(), List.of()));
  }

  private static Optimizee ensemble(OptimizeeSettings... members) {
    return Optimizees.open(
        OptimizeeSettings.of(OptimizeeKind.ENSEMBLE)
            .withBeside(new Beside(1, List.of(members), List.of())));
  }

  /** Each member works on its own coordinates as it would alone, and counts by its weight. */
  @Property(tries = 40)
  void lossAndGradientAreTheWeightedOnesOfTheMembers(
      @ForAll @IntRange(min = 2, max = 6) int dimension,
      @ForAll @DoubleRange(max = 20) double weight,
      @ForAll long seed) {
    OptimizeeSettings[] members = {
      member(OptimizeeKind.QUADRATIC, dimension, 1),
      member(OptimizeeKind.LASSO, 4, weight),
      member(OptimizeeKind.RASTRIGIN, 3, 0.5)
    };
    try (Optimizee all = ensemble(members)) {
      Optimizee.Problem problem = all.problem(Half.TRAIN, seed, "check", 3);
      float[] theta = new float[all.size()];
      float[] gradient = new float[all.size()];
      problem.initial(theta);
      double loss = problem.gradient(theta, 2, gradient);
      double sum = 0;
      int offset = 0;
      for (int i = 0; i < members.length; i++) {
        try (Optimizee one = Optimizees.open(members[i])) {
          Optimizee.Problem alone =
              one.problem(Half.TRAIN, Randomness.key(seed, "ensemble.member", i), "check", 3);
          float[] start = new float[one.size()];
          float[] slope = new float[one.size()];
          alone.initial(start);
          double factor = members[i].beside().weight();
          sum += factor * alone.gradient(start, 2, slope);
          assertThat(Arrays.copyOfRange(theta, offset, offset + start.length)).isEqualTo(start);
          for (int j = 0; j < slope.length; j++) {
            assertThat(gradient[offset + j]).isEqualTo((float) (factor * slope[j]));
          }
          offset += start.length;
        }
      }
      assertThat(offset).isEqualTo(all.size());
      assertThat(loss).isCloseTo(sum, within(1e-9 * Math.abs(sum)));
      assertThat(problem.loss(theta, 2)).isEqualTo(loss);
    }
  }

  @Test
  void twoMembersOfAKindAreTwoProblems() {
    OptimizeeSettings one = member(OptimizeeKind.QUADRATIC, 3, 1);
    try (Optimizee two = ensemble(one, one)) {
      float[] theta = new float[two.size()];
      two.problem(Half.TRAIN, 1, "check", 0).initial(theta);
      assertThat(Arrays.copyOf(theta, 6)).isNotEqualTo(Arrays.copyOfRange(theta, 6, 12));
    }
  }

  @Test
  void groupsLieOneAfterTheOtherUnderNamesOfTheirOwn() {
    try (Optimizee all =
        ensemble(member(OptimizeeKind.QUADRATIC, 3, 1), member(OptimizeeKind.SQUARE_COS, 5, 1))) {
      assertThat(all.groups())
          .containsExactly(
              new ParameterGroup("1.theta", 0, 6), new ParameterGroup("2.theta", 6, 10));
    }
  }

  @Test
  void oneOfNoMembersIsRefused() {
    assertThatThrownBy(() -> ensemble())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("optimizee.members");
  }
}
