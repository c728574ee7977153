package io.symlab.actors.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is sent is what arrives. */
class FrontViewsTest {
  private static final Signals SIGNALS = new Signals(List.of(new Signals.Signal("mt", 0, 1, 3)));
  private static final FormulaNames NAMES =
      new FormulaNames(List.of("mt_0", "mt_1", "mt_2"), SIGNALS);

  private static ScoredFront.Row row(int complexity, OptionalDouble validation, String text) {
    var loss = 1.0 / complexity;
    var none = OptionalDouble.empty();
    return new ScoredFront.Row(complexity, loss, 0.5, 0.25, validation, none, NAMES.parse(text));
  }

  private static FrontFile front() {
    var rows =
        List.of(
            row(1, OptionalDouble.of(0.5), "mt"),
            row(3, OptionalDouble.empty(), "ema(lag(mt, 1), 0.9)"));
    return new FrontFile(
        NAMES, new ScoredFront(rows, Map.of(FrontChoice.BEST, 0)), "meta-loss", 7, 1L << 40, true);
  }

  @Test
  void aFrontArrivesAsItWasSent() {
    FrontView sent = FrontViews.of(front(), Ranking.NONE);
    assertThat(FrontViews.front(sent)).isEqualTo(front());
    assertThat(FrontViews.ranking(sent)).isEqualTo(Ranking.NONE);
    assertThat(sent.hasChosen()).isFalse();
  }

  @Test
  void trialsOfItsRulesArriveTheChosenOneFirst() {
    var ranking =
        new Ranking(
            List.of(
                new TunedFile.Candidate(1, 3, "ema(lag(mt, 1), 0.9)", 0.25),
                new TunedFile.Candidate(0, 1, "mt", 0.25)));
    FrontView sent = FrontViews.of(front(), ranking);
    assertThat(sent.getChosen()).isEqualTo(1);
    assertThat(FrontViews.ranking(sent)).isEqualTo(ranking);
  }

  @Test
  void nothingIsAFrontToo() {
    FrontFile none = FrontViews.front(FrontView.getDefaultInstance());
    assertThat(none.rows()).isEmpty();
    assertThat(none.chosen()).isEqualTo(-1);
  }

  @Test
  void aFormulaThatCannotBeReadIsToldOf() {
    var damaged =
        FrontView.newBuilder().addNames("g_0").addRows(FrontRow.newBuilder().setExpression("g_1"));
    assertThatThrownBy(() -> FrontViews.front(damaged.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("g_1");
  }
}
