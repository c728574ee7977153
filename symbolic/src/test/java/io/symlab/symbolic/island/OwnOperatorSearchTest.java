package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A search whose formulas are made of an operator of one's own. */
class OwnOperatorSearchTest {
  @Test
  void aSearchFindsThemAndGoesOnFromItsSave() {
    Operator swish = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    SplittableRandom random = new SplittableRandom(1);
    float[][] columns = new float[2][200];
    float[] y = new float[200];
    for (int i = 0; i < 200; i++) {
      columns[0][i] = (float) (6 * random.nextDouble() - 3);
      columns[1][i] = (float) (6 * random.nextDouble() - 3);
      y[i] = (float) (2.5 * swish.apply(3 * columns[0][i], 0) + columns[1][i]);
    }
    Samples samples = Samples.of(columns, y);
    SearchSettings settings =
        SearchSettings.builder()
            .operators(List.of(Operator.ADD, Operator.MUL, swish))
            .islands(2)
            .population(64)
            .maxComplexity(15)
            .build();
    LocalArchipelago all = LocalArchipelago.create(settings, samples);
    all.evolve(16, 2);
    LocalArchipelago half = LocalArchipelago.create(settings, samples);
    half.evolve(8, 1);
    LocalArchipelago again = LocalArchipelago.decode(settings, samples, half.encode());
    again.evolve(16, 1);
    assertThat(again.front()).isEqualTo(all.front());
    Front.Member best = all.front().last().orElseThrow();
    assertThat(best.loss()).isLessThan(1e-8);
    assertThat(OwnOperators.of(best.expression())).containsExactly(swish);
  }
}
