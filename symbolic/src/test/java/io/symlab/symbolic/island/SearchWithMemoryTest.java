package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchWithMemoryTest {
  private static final int LAGS = 10;
  private static final Signals SIGNALS = new Signals(List.of(new Signal("g", 0, 1, LAGS)));
  private static final SearchSettings SETTINGS = settings();
  private static final Samples SAMPLES =
      GradientWindows.samples(
          600,
          LAGS,
          4,
          g -> {
            double mean = 0;
            for (int j = LAGS - 1; j >= 0; j--) {
              mean = 0.8 * mean + 0.2 * Math.tanh(3 * g[j]);
            }
            return mean + 0.3 * g[0] * g[2];
          });

  private static SearchSettings settings() {
    List<Operator> operators = new ArrayList<>(Operator.USUAL);
    operators.addAll(List.of(Operator.EMA, Operator.EMA_HAT));
    return SearchSettings.builder()
        .signals(SIGNALS)
        .operators(operators)
        .islands(2)
        .population(40)
        .maxComplexity(24)
        .slack(2)
        .build();
  }

  @Test
  void neitherThreadsNorAStopInBetweenChangeWhatIsFound() {
    LocalArchipelago whole = LocalArchipelago.create(SETTINGS, SAMPLES);
    whole.evolve(15, 1);
    LocalArchipelago stopped = LocalArchipelago.create(SETTINGS, SAMPLES);
    stopped.evolve(7, 2);
    stopped = LocalArchipelago.decode(SETTINGS, SAMPLES, stopped.encode());
    stopped.evolve(15, 2);
    assertThat(stopped.encode()).isEqualTo(whole.encode());
  }

  @Test
  void whatIsFoundAveragesSignalsAndReadsBack() {
    LocalArchipelago islands = LocalArchipelago.create(SETTINGS, SAMPLES);
    islands.evolve(15, 1);
    List<String> columns = new ArrayList<>();
    for (int lag = 0; lag < LAGS; lag++) {
      columns.add("g" + lag);
    }
    List<String> names = SIGNALS.names(columns);
    for (Front.Member member : islands.front().members()) {
      assertThat(SIGNALS.allow(member.expression())).isTrue();
      String text = ExpressionText.print(member.expression(), names);
      assertThat(ExpressionText.parse(text, columns, SIGNALS)).isEqualTo(member.expression());
    }
    assertThat(islands.front().last().orElseThrow().loss())
        .isLessThan(0.2 * SAMPLES.targetVariance());
    assertThat(islands.front().members()).anyMatch(m -> m.expression().hasMemory());
  }

  @Test
  void otherLossesWeightsAndTemplatesAreAsRepeatable() {
    Samples plain = RandomFormulas.saturating(300, 1);
    float[] weights = new float[300];
    for (int i = 0; i < 300; i++) {
      weights[i] = 1 + i % 3;
    }
    Samples weighted = Samples.of(plain.columns(), plain.target(), weights);
    List<String> names = List.of("x0", "x1", "x2", "x3");
    for (String loss : List.of("mae", "huber(0.001)", "quantile(0.8)")) {
      SearchSettings settings =
          SearchSettings.builder()
              .islands(2)
              .population(30)
              .maxComplexity(16)
              .loss(Loss.parse(loss))
              .constraints(Constraints.parse(List.of("nest(exp, exp) <= 0"), names))
              .template(
                  loss.equals("mae") ? Template.parse("p1 * tanh(?)", names, Signals.NONE) : null)
              .build();
      LocalArchipelago whole = LocalArchipelago.create(settings, weighted);
      whole.evolve(6, 1);
      LocalArchipelago stopped = LocalArchipelago.create(settings, weighted);
      stopped.evolve(3, 2);
      stopped = LocalArchipelago.decode(settings, weighted, stopped.encode());
      stopped.evolve(6, 2);
      assertThat(stopped.encode()).as(loss).isEqualTo(whole.encode());
      assertThat(whole.front().members()).as(loss).isNotEmpty();
    }
  }

  @Test
  void columnsOfHugeScaleTinyOnesAndConstantsDoNoHarm() {
    float[][] columns = RandomFormulas.columns(400, 7);
    float[] y = new float[400];
    for (int i = 0; i < 400; i++) {
      y[i] = 2 * columns[0][i];
      columns[0][i] *= 1e30f;
      columns[1][i] *= 1e-30f;
      columns[2][i] = 5;
    }
    LocalArchipelago islands =
        LocalArchipelago.create(
            SearchSettings.builder().islands(2).population(40).build(), Samples.of(columns, y));
    islands.evolve(8, 1);
    double variance = Samples.of(columns, y).targetVariance();
    assertThat(islands.front().last().orElseThrow().loss()).isLessThan(1e-6 * variance);
  }
}
