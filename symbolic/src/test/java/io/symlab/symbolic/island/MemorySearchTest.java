package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches whose formulas average over a signal. */
class MemorySearchTest {
  private static final int LAGS = 20;
  private static final int ROUNDS = 15;
  private static final Signals SIGNALS = new Signals(List.of(new Signal("g", 0, 1, LAGS)));

  static SearchSettings.Builder settings() {
    List<Operator> operators = new ArrayList<>(Operator.USUAL);
    operators.addAll(List.of(Operator.EMA, Operator.EMA_HAT));
    return SearchSettings.builder()
        .signals(SIGNALS)
        .operators(operators)
        .maxComplexity(24)
        .slack(2)
        .islands(2)
        .population(30);
  }

  /** A signed momentum that no founder has. */
  static Samples samples(int rows) {
    return GradientWindows.samples(
        rows,
        LAGS,
        3,
        g -> {
          double m = 0;
          for (int j = LAGS - 1; j >= 0; j--) {
            m = 0.8 * m + 0.2 * Math.tanh(5 * g[j]);
          }
          return m + 0.3 * g[0];
        });
  }

  @Test
  void neitherThreadsNorSavingInTheMiddleChangeTheResult() {
    SearchSettings settings = settings().build();
    Samples samples = samples(300);
    LocalArchipelago one = LocalArchipelago.create(settings, samples);
    one.evolve(ROUNDS, 1);
    LocalArchipelago two = LocalArchipelago.create(settings, samples);
    two.evolve(ROUNDS, 2);
    LocalArchipelago saved = LocalArchipelago.create(settings, samples);
    saved.evolve(7, 2);
    saved = LocalArchipelago.decode(settings, samples(300), saved.encode());
    saved.evolve(ROUNDS, 1);
    assertThat(two.encode()).isEqualTo(one.encode());
    assertThat(saved.encode()).isEqualTo(one.encode());
    assertThat(saved.front()).isEqualTo(one.front());
    for (Front.Member member : one.front().members()) {
      assertThat(SIGNALS.allow(member.expression())).isTrue();
      assertThat(member.complexity()).isLessThanOrEqualTo(24);
    }
  }

  @Test
  void theMemoryIsUsed() {
    SearchSettings settings = settings().build();
    LocalArchipelago islands = LocalArchipelago.create(settings, samples(300));
    islands.evolve(ROUNDS, 2);
    Front front = islands.front();
    assertThat(settings.program(front.last().orElseThrow().expression()).hasAverages()).isTrue();
  }
}
