package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;

/**
 * A formula over rows of an array in Python: averages run in a loop over the window, from its
 * oldest step to the newest.
 */
final class WindowCode {
  private final Signals signals;
  private final boolean constant;
  private final int lags;
  private final boolean looped;
  private final StepCode step;
  private final String array;
  private final String zeros;

  /**
   * @param array what holds the columns, [N, columns]
   * @param zeros code of N zeros
   */
  WindowCode(Formula formula, Dialect dialect, String array, String zeros, String... reserved) {
    Recurrence recurrence = formula.recurrence();
    Identifiers identifiers = new Identifiers(reserved);
    identifiers.of(array);
    identifiers.of("step");
    identifiers.of("lag");
    identifiers.of("zero");
    this.signals = formula.signals();
    this.constant = formula.expression().isConstant();
    this.lags = signals.lags();
    this.looped = recurrence.hasAverages();
    this.step = new StepCode(recurrence, dialect, identifiers);
    this.array = array;
    this.zeros = zeros;
  }

  /** The function's body, to its return statement. */
  String body() {
    Code code = new Code("    ");
    if (looped) {
      code.add(0, "zero = " + zeros);
      for (int slot = 0; slot < step.slots(); slot++) {
        if (step.slot(slot) instanceof Average) {
          code.add(0, step.name(slot) + " = zero");
        }
      }
      code.add(0, "for step in range(1, " + (lags + 1) + "):  # from the oldest to the newest");
      code.add(1, "lag = " + lags + " - step");
    }
    for (int slot = 0; slot < step.slots(); slot++) {
      code.add(looped ? 1 : 0, line(slot));
    }
    String output = step.output();
    code.add(0, "return " + (constant ? zeros + " + " + output : output));
    return code.toString();
  }

  StepCode step() {
    return step;
  }

  private String line(int slot) {
    String name = step.name(slot);
    if (step.slot(slot) instanceof Input input) {
      return name + " = " + read(input.column(), 0);
    }
    if (step.slot(slot) instanceof Lagged lagged) {
      String value = read(((Input) step.slot(lagged.slot())).column(), lagged.lag());
      return name + " = " + value + (looped ? " if step > " + lagged.lag() + " else zero" : "");
    }
    if (step.slot(slot) instanceof Average) {
      return name + " = " + step.mean(slot, name);
    }
    return step.pythonLine(slot);
  }

  /** A column, of a signal so many steps back from the loop's. */
  private String read(int column, int steps) {
    Signal signal = signals.of(column);
    if (signal == null) {
      return array + "[:, " + column + "]";
    }
    int from = signal.column(steps);
    if (!looped) {
      return array + "[:, " + from + "]";
    }
    String lag = signal.stride() == 1 ? "lag" : signal.stride() + " * lag";
    return array + "[:, " + (from == 0 ? "" : from + " + ") + lag + "]";
  }

  /** The columns for a comment. */
  static String columns(Formula formula) {
    return Code.comment(String.join(", ", formula.columns()));
  }
}
