package io.symlab.symbolic.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
  private static final List<String> NAMES = List.of("a", "b", "t");

  private static Constraints constraints(String... texts) {
    return Constraints.parse(List.of(texts), NAMES);
  }

  private static boolean allows(String constraint, String formula) {
    return constraints(constraint).allow(ExpressionText.parse(formula, NAMES));
  }

  @Test
  void depthIsCountedInLevels() {
    assertThat(allows("depth <= 2", "a + b")).isTrue();
    assertThat(allows("depth <= 2", "a + tanh(b)")).isFalse();
  }

  @Test
  void nestingCountsTheInnerOperatorsLevels() {
    assertThat(allows("nest(tanh, tanh) <= 0", "tanh(a) + tanh(b)")).isTrue();
    assertThat(allows("nest(tanh, tanh) <= 0", "tanh(a + tanh(b))")).isFalse();
    assertThat(allows("nest(exp, tanh) <= 1", "exp(tanh(a) + tanh(b))")).isTrue();
    assertThat(allows("nest(exp, tanh) <= 1", "exp(tanh(tanh(a)))")).isFalse();
  }

  @Test
  void argumentsHaveALargestSize() {
    assertThat(allows("size(pow, 2) <= 1", "pow(a + b, 2)")).isTrue();
    assertThat(allows("size(pow, 2) <= 1", "pow(a, a + b)")).isFalse();
    assertThat(allows("size(exp) <= 3", "exp(a * b)")).isTrue();
    assertThat(allows("size(/) <= 1", "(a + b) / a")).isFalse();
  }

  @Test
  void columnsAreKeptFromOperators() {
    assertThat(allows("forbid(exp, t)", "exp(a) + t")).isTrue();
    assertThat(allows("forbid(exp, t)", "exp(a + sqrt(t))")).isFalse();
  }

  @Test
  void nodesHaveTheirPrice() {
    Constraints priced = constraints("cost(exp) = 3", "cost(constant)=2", "cost(variable) = 4");
    assertThat(priced.complexity(ExpressionText.parse("exp(2 * a) + b", NAMES)))
        .isEqualTo(3 + 1 + 2 + 4 + 1 + 4);
    assertThat(Constraints.NONE.complexity(ExpressionText.parse("exp(2 * a) + b", NAMES)))
        .isEqualTo(6);
  }

  @Test
  void errorsNameTheTextAndTheFix() {
    assertThatThrownBy(() -> constraints("depth = 3")).hasMessageContaining("depth <= 6");
    assertThatThrownBy(() -> constraints("nest(sinus, exp) <= 0"))
        .hasMessageContaining("no operator is called \"sinus\"")
        .hasMessageContaining("nest(sinus, exp) <= 0");
    assertThatThrownBy(() -> constraints("forbid(exp, z)"))
        .hasMessageContaining("no column is called \"z\"");
    assertThatThrownBy(() -> constraints("size(exp, 2) <= 1")).hasMessageContaining("one argument");
    assertThatThrownBy(() -> constraints("cost(exp) = 0")).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> constraints("depth <= 99999999999")).hasMessageContaining("too large");
  }

  @Test
  void aSearchKeepsToThemAndCountsByThem() {
    Constraints some =
        Constraints.parse(
            List.of("nest(tanh, tanh) <= 0", "cost(tanh) = 3", "depth <= 5"), List.of());
    SearchSettings settings =
        SearchSettings.builder()
            .islands(2)
            .population(40)
            .maxComplexity(20)
            .constraints(some)
            .build();
    LocalArchipelago islands = LocalArchipelago.create(settings, RandomFormulas.saturating(800, 1));
    islands.evolve(8, 1);
    assertThat(islands.front().members()).isNotEmpty();
    for (Front.Member member : islands.front().members()) {
      assertThat(some.allow(member.expression())).isTrue();
      assertThat(member.complexity()).isEqualTo(some.complexity(member.expression()));
      assertThat(member.complexity()).isLessThanOrEqualTo(20);
    }
  }
}
