package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.cli.terminal.Style;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateColoursTest {
  private static final Style STYLE = Style.of(true, Map.of("TERM", "xterm"));

  @Test
  void theColoursAreTheUsualOnes() {
    assertThat(StateColours.paint(STYLE, "done", "x")).isEqualTo(STYLE.good("x"));
    assertThat(StateColours.paint(STYLE, "running", "x")).isEqualTo(STYLE.busy("x"));
    assertThat(StateColours.paint(STYLE, "failed", "x")).isEqualTo(STYLE.bad("x"));
    assertThat(StateColours.paint(STYLE, "backing-off", "x")).isEqualTo(STYLE.caution("x"));
    assertThat(StateColours.paint(STYLE, "paused", "x")).isEqualTo(STYLE.caution("x"));
    assertThat(StateColours.paint(STYLE, "held", "x")).isEqualTo(STYLE.caution("x"));
    assertThat(StateColours.paint(STYLE, "cancelled", "x")).isEqualTo(STYLE.caution("x"));
    assertThat(STYLE.good("x")).contains("32").isNotEqualTo(STYLE.bad("x"));
  }

  @Test
  void aStateOfALaterLabIsShownFaint() {
    assertThat(StateColours.paint(STYLE, "asleep", "x")).isEqualTo(STYLE.faint("x"));
  }
}
