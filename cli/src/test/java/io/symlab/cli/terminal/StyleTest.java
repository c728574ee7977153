package io.symlab.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {
  @Test
  void coloursNeedATerminalThatHasThem() {
    assertThat(Style.of(true, Map.of("TERM", "xterm")).colour()).isTrue();
    assertThat(Style.of(false, Map.of("TERM", "xterm")).colour()).isFalse();
    assertThat(Style.of(true, Map.of("TERM", "dumb"))).isEqualTo(Style.PLAIN);
  }

  @Test
  void noColorIsHonouredAndKeepsTheDisplayInPlace() {
    Style style = Style.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"));
    assertThat(style.colour()).isFalse();
    assertThat(style.terminal()).isTrue();
    assertThat(style.bold("x")).isEqualTo("x");
  }

  @Test
  void anEmptyNoColorCountsForNothing() {
    assertThat(Style.of(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colour()).isTrue();
  }
}
