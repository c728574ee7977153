package io.symlab.experiment.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.CurveFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartsTest {
  /** A stage's figures stand until they are made anew: what is repeated is no reading. */
  @Test
  void repeatedReadingsAreNotDrawn() {
    CurveFile curve =
        new CurveFile(
            List.of("step", "meta-loss", "held-out", "best"),
            List.of(
                List.of(100.0, Double.NaN, 0.5, 0.5),
                List.of(200.0, 1.5, 0.5, 0.5),
                List.of(300.0, 1.25, 0.25, 0.25),
                List.of(900.0, 1.25, 0.25, 0.25)));
    var series = Charts.curve(curve, "tune-loss", "Meta-tuning").series();
    assertThat(series.get(0).x()).containsExactly(100, 200, 300);
    assertThat(series.get(0).y()).containsExactly(Double.NaN, 1.5, 1.25);
    assertThat(series.get(1).x()).containsExactly(100, 300);
  }
}
