package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaggedNamesTest {
  @Test
  void stemAndLagMakeSignals() {
    assertThat(LaggedNames.signals(List.of("mt_0", "t_0", "mt_1", "t_1")).signals())
        .containsExactly(new Signal("mt", 0, 2, 2), new Signal("t", 1, 2, 2));
    assertThat(LaggedNames.signals(List.of("g_0")).signals())
        .containsExactly(new Signal("g", 0, 1, 1));
  }

  @Test
  void otherNamesMakeNone() {
    for (List<String> names :
        List.of(
            List.of("g_0", "age"),
            List.of("g_1", "g_0"),
            List.of("g_0", "g_1", "m_0"),
            List.of("g_0", "g_2"))) {
      assertThat(LaggedNames.signals(names)).isEqualTo(Signals.NONE);
    }
  }
}
