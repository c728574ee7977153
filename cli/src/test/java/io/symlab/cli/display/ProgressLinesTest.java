package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final StringWriter text = new StringWriter();
  private final Ticking clock = new Ticking();
  private final ProgressLines lines = new ProgressLines(new PrintWriter(text, true), clock);

  @Test
  void aStageIsSaidToBeginOnceAndToBeDoneOnce() {
    for (int i = 0; i < 5; i++) {
      lines.show(at(Samples.running("meta-train", i, 200)), Optional.empty());
      clock.pass(1);
    }
    for (int i = 0; i < 5; i++) {
      lines.show(at(Samples.done("meta-train", 42)), Optional.empty());
      clock.pass(1);
    }
    assertThat(said()).filteredOn(line -> line.endsWith("meta-train begins")).hasSize(1);
    assertThat(said()).filteredOn(line -> line.contains("meta-train done in 42 s")).hasSize(1);
  }

  @Test
  void inBetweenItSpeaksEveryTenSeconds() {
    for (int second = 0; second < 25; second++) {
      lines.show(at(Samples.running("meta-train", second, 200)), Optional.empty());
      clock.pass(1);
    }
    assertThat(said())
        .filteredOn(line -> line.contains("/200 steps"))
        .hasSize(3)
        .last()
        .asString()
        .contains("20/200 steps, 68.10/s, 12 s left");
  }

  @Test
  void whatTrialsDoTogetherIsSaidWhenThereAreSeveral() {
    ExperimentView both =
        Samples.experiment(
            "running",
            Samples.trial(1, "running", Samples.running("meta-train", 3, 200)),
            Samples.trial(2, "running", Samples.running("meta-train", 5, 200)));
    lines.show(both, Optional.empty());
    assertThat(said()).last().asString().contains("e3  2 trials together: steps 136.2/s");
  }

  @Test
  void theBestRuleIsSaidWhenItIsANewOne() {
    for (int second = 0; second < 25; second++) {
      lines.show(at(Samples.running("distill", second, 200)), Optional.of(Samples.front()));
      clock.pass(1);
    }
    assertThat(said()).filteredOn(line -> line.contains("best rule so far")).hasSize(1);
  }

  @Test
  void aFailureIsSaidWithItsCauseAndTheEndWithItsState() {
    ExperimentView failed =
        Samples.experiment(
            "failed",
            Samples.trial(1, "failed", Samples.running("meta-train", 3, 200))
                .setFailureKind("diverged")
                .setFailureCause("meta-loss is NaN"));
    lines.end(failed, Optional.empty());
    assertThat(said())
        .anySatisfy(line -> assertThat(line).contains("diverged: meta-loss is NaN"))
        .last()
        .asString()
        .contains("e3  failed after 1 min 02 s");
  }

  @Test
  void nothingIsEscaped() {
    lines.show(at(Samples.running("distill", 3, 200)), Optional.of(Samples.front()));
    assertThat(text.toString()).doesNotContain("\u001b", "\r");
  }

  private static ExperimentView at(io.symlab.proto.StageView stage) {
    return Samples.experiment("running", Samples.trial(1, "running", stage));
  }

  private List<String> said() {
    return text.toString().lines().toList();
  }

  /** A clock that goes when it is told to. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.ofEpochSecond(1_700_000_000);

    void pass(int seconds) {
      now = now.plus(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
