package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.EvaluationFile.RuleRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTextTest {
  private final EvaluationFile evaluation =
      new EvaluationFile(
          2,
          20,
          List.of(
              rule("learned", "learned", Double.NaN, 0.5),
              rule("distilled", "distilled", Double.NaN, 0.6),
              rule("adam", "adam 0.001", 0.001, 0.9),
              rule("adam", "adam 0.01", 0.01, 0.4),
              rule("sgd", "sgd 10", 10, Double.NaN)));

  @Test
  void rulesAreComparedWithTheStartAndWithTheLearnedOne() {
    List<String> lines = EvaluationText.lines(evaluation);
    assertThat(lines.get(1)).startsWith("learned").contains("0.5000", "0.25", "1.00");
    assertThat(lines.get(2)).startsWith("distilled").contains("0.6000", "0.30", "1.20");
  }

  @Test
  void aHandMadeRuleIsShownAtItsBestRateAlone() {
    assertThat(EvaluationText.lines(evaluation))
        .anySatisfy(line -> assertThat(line).startsWith("adam 0.01 (best rate)"))
        .noneSatisfy(line -> assertThat(line).contains("adam 0.001 "));
  }

  @Test
  void divergedRunsAreCounted() {
    assertThat(EvaluationText.lines(evaluation))
        .anySatisfy(line -> assertThat(line).startsWith("sgd 10").endsWith("2 of 2 runs"));
  }

  private static RuleRuns rule(String role, String name, double rate, double end) {
    var curve = new ArrayList<>(Collections.nCopies(20, end));
    curve.set(0, 2.0);
    boolean diverged = Double.isNaN(end);
    return new RuleRuns(
        role,
        name,
        rate,
        "",
        List.of(curve, curve),
        List.of(diverged, diverged),
        List.of(Double.NaN, Double.NaN));
  }
}
