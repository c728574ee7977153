package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrontTest {
  private static Front.Member member(int complexity, double loss) {
    return new Front.Member(complexity, loss, Expression.constant(complexity));
  }

  private static List<Front.Member> random(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Front.Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(member(1 + random.nextInt(20), random.nextInt(100)));
    }
    return members;
  }

  @Test
  void aMemberStaysWhenNoOtherIsAsSimpleAndAsGood() {
    for (int seed = 0; seed < 100; seed++) {
      List<Front.Member> all = random(seed, 30);
      Front front = Front.of(all);
      for (Front.Member candidate : all) {
        boolean beaten =
            all.stream()
                .anyMatch(
                    m ->
                        m.complexity() <= candidate.complexity()
                            && m.loss() <= candidate.loss()
                            && (m.complexity() < candidate.complexity()
                                || m.loss() < candidate.loss()));
        assertThat(front.members().contains(candidate)).isEqualTo(!beaten);
      }
    }
  }

  @Test
  void mergingIsTheFrontOfBoth() {
    List<Front.Member> all = random(1, 40);
    Front merged = Front.of(all.subList(0, 20)).merge(Front.of(all.subList(20, 40)));
    assertThat(merged).isEqualTo(Front.of(all));
  }

  @Test
  void savedFrontsComeBackEqual() {
    Front front =
        Front.of(
            List.of(
                new Front.Member(1, 0.5, Expression.constant(0.1)),
                new Front.Member(3, 1e-9, ExpressionText.parse("x0 / -1.0E-7", List.of()))));
    assertThat(Front.decode(front.encode())).isEqualTo(front);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = Front.of(random(1, 5)).encode();
    byte[] shorter = java.util.Arrays.copyOf(bytes, bytes.length - 1);
    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    for (byte[] bad : List.of(shorter, longer, new byte[0], new byte[] {9, 9, 9})) {
      assertThatThrownBy(() -> Front.decode(bad)).hasMessageContaining("front");
    }
  }

  @Test
  void lossesOfNaNNeverEnter() {
    assertThat(Front.of(List.of(member(1, Double.NaN))).isEmpty()).isTrue();
  }
}
