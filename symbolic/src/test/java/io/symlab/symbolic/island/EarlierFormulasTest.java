package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EarlierFormulasTest {
  private static final List<String> NAMES = List.of("x0", "x1");
  private static final Expression LAW =
      ExpressionText.parse("tanh(3.0 * x0 - square(x1)) + 0.5 * cube(x1)", NAMES);
  private static final SearchSettings SETTINGS =
      SearchSettings.builder().islands(2).population(12).maxComplexity(24).build();

  private static Samples rows(long seed, int count) {
    var random = new SplittableRandom(seed);
    float[][] columns = new float[2][count];
    float[] y = new float[count];
    for (int i = 0; i < count; i++) {
      columns[0][i] = (float) (2 * random.nextDouble() - 1);
      columns[1][i] = (float) (2 * random.nextDouble() - 1);
      y[i] = (float) LAW.evaluate(new double[] {columns[0][i], columns[1][i]});
    }
    return Samples.of(columns, y);
  }

  private static double loss(LocalArchipelago islands) {
    return islands.front().last().orElseThrow().loss();
  }

  @Test
  void islandsBeginWithThem() {
    Samples samples = rows(1, 100);
    Expression near = ExpressionText.parse("tanh(2.5 * x0 - square(x1)) + 0.7 * cube(x1)", NAMES);
    LocalArchipelago fresh = LocalArchipelago.create(SETTINGS, samples);
    LocalArchipelago warm =
        LocalArchipelago.create(SETTINGS, samples, new EarlierFormulas(List.of(), List.of(near)));
    fresh.evolve(1, 1);
    warm.evolve(1, 1);
    // Fitted to the rows, not as they were found.
    assertThat(loss(warm)).isLessThan(1e-9);
    assertThat(loss(fresh)).isGreaterThan(1e-4);
  }

  @Test
  void whatIslandsHeldComesBackOutOfTheirSaveForm() {
    LocalArchipelago islands = LocalArchipelago.create(SETTINGS, rows(1, 100));
    islands.evolve(6, 1);
    EarlierFormulas held = EarlierFormulas.of(SETTINGS, islands.encode());
    assertThat(held.populations()).hasSize(2).allMatch(members -> members.size() == 12);
    assertThat(held.best()).containsAll(islands.found().stream().map(m -> m.expression()).toList());
    // A larger search on other rows takes it all the same.
    SearchSettings larger =
        SETTINGS.toBuilder().islands(3).population(20).maxComplexity(30).build();
    LocalArchipelago warm = LocalArchipelago.create(larger, rows(2, 40), held);
    warm.evolve(1, 1);
    assertThat(loss(warm)).isFinite();
  }

  @Test
  void whatBreaksTheSettingsIsLeftOut() {
    SearchSettings small = SETTINGS.toBuilder().maxComplexity(5).build();
    LocalArchipelago warm =
        LocalArchipelago.create(
            small, rows(1, 100), new EarlierFormulas(List.of(List.of(LAW)), List.of(LAW)));
    warm.evolve(2, 1);
    assertThat(warm.front().members()).allMatch(member -> member.complexity() <= 5);
  }

  @Test
  void formulasMoveToOtherColumns() {
    EarlierFormulas held = new EarlierFormulas(List.of(List.of(LAW)), List.of(LAW));
    EarlierFormulas swapped = held.map(formula -> formula.withVariables(i -> 1 - i));
    double[] row = {0.3, -0.8};
    assertThat(swapped.best().get(0).evaluate(new double[] {row[1], row[0]}))
        .isEqualTo(LAW.evaluate(row));
    assertThat(held.map(formula -> null).isEmpty()).isTrue();
  }
}
