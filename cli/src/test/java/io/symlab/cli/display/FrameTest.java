package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.cli.terminal.Style;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Style COLOURED = Style.of(true, Map.of("TERM", "xterm"));

  private static final ExperimentView SINGLE =
      Samples.experiment(
          "running",
          Samples.trial(
              1,
              "running",
              Samples.done("meta-train", 42),
              Samples.running("distill", 50, 200),
              Samples.waiting("evaluate")));

  private static final ExperimentView SWEEP = sweep();

  @Property(tries = 300)
  void neverWiderOrHigherThanTheTerminal(
      @ForAll @IntRange(min = 20, max = 160) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll boolean many,
      @ForAll boolean coloured) {
    var frame = new Frame(coloured ? COLOURED : Style.PLAIN, width, height);
    List<String> lines = frame.lines(many ? SWEEP : SINGLE, Optional.of(Samples.front()));
    assertThat(lines).hasSizeLessThanOrEqualTo(height);
    assertThat(lines)
        .allSatisfy(line -> assertThat(visible(line).length()).isLessThanOrEqualTo(width));
  }

  @Test
  void aStageShowsItsBarCountRateAndTimeLeft() {
    String line = new Frame(Style.PLAIN, 120, 30).lines(SINGLE, Optional.empty()).get(2);
    assertThat(line)
        .contains("distill", "█████", " 25 %", "50/200 steps", "68.10/s", "12 s left")
        .contains("meta-loss 0.4182");
  }

  @Test
  void theFrontIsBelowAndItsBestRowIsMarked() {
    List<String> lines =
        new Frame(Style.PLAIN, 120, 30).lines(SINGLE, Optional.of(Samples.front()));
    assertThat(lines)
        .anySatisfy(l -> assertThat(l).startsWith("*").contains("tanh(mt_0 * 0.7312)"));
    assertThat(lines.get(lines.size() - 1)).contains("gt_0 * 0.1");
  }

  @Test
  void aSweepIsCountedAndItsRunningTrialsAreShown() {
    List<String> lines = new Frame(Style.PLAIN, 120, 30).lines(SWEEP, Optional.empty());
    assertThat(lines.get(1))
        .contains("30 trials", "3 running", "27 waiting; together steps 204.3/s");
    assertThat(lines).hasSize(5);
    assertThat(lines.get(2)).contains("rule.linear=1", "meta-train");
  }

  @Test
  void aFailureIsSaidWhileItIsRetried() {
    ExperimentView experiment =
        Samples.experiment(
            "running",
            Samples.trial(1, "backing-off", Samples.waiting("meta-train"))
                .setAttempt(2)
                .setFailureKind("diverged")
                .setFailureCause("meta-loss is NaN"));
    assertThat(new Frame(Style.PLAIN, 120, 30).lines(experiment, Optional.empty()).get(1))
        .contains("attempt 2", "diverged: meta-loss is NaN");
  }

  @Test
  void plainPicturesHaveNoEscapes() {
    assertThat(String.join("", new Frame(Style.PLAIN, 80, 24).lines(SINGLE, Optional.empty())))
        .doesNotContain("\u001b");
    assertThat(String.join("", new Frame(COLOURED, 80, 24).lines(SINGLE, Optional.empty())))
        .contains("\u001b[");
  }

  private static ExperimentView sweep() {
    var trials = new TrialView.Builder[30];
    for (int i = 0; i < trials.length; i++) {
      trials[i] =
          i < 3
              ? Samples.trial(i + 1, "running", Samples.running("meta-train", i, 200))
              : Samples.trial(i + 1, "waiting", Samples.waiting("meta-train"));
      trials[i].setLabel("rule.linear=" + (i + 1));
    }
    return Samples.experiment("running", trials);
  }

  private static String visible(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
