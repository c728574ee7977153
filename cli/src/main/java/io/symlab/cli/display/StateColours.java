package io.symlab.cli.display;

import io.symlab.cli.terminal.Style;
import io.symlab.experiment.RunState;
import java.util.Optional;

/** The colours in which experiments, trials and stages are shown. */
final class StateColours {
  private StateColours() {}

  /**
   * Text about something in this state, in the colour that is usual for it.
   *
   * @param state as the lab writes it; one that is unknown here is faint
   */
  static String paint(Style style, String state, String text) {
    Optional<RunState> known = RunState.of(state);
    if (known.isEmpty()) {
      return style.faint(text);
    }
    return switch (known.get()) {
      case DONE -> style.good(text);
      case RUNNING -> style.busy(text);
      case FAILED -> style.bad(text);
      case BACKING_OFF, PAUSED, HELD, CANCELLED -> style.caution(text);
      case WAITING, STOPPED, PRUNED -> style.faint(text);
    };
  }
}
