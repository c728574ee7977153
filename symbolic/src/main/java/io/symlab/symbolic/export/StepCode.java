package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Corrected;
import io.symlab.symbolic.program.Recurrence.Lagged;
import io.symlab.symbolic.program.Recurrence.Slot;
import io.symlab.symbolic.program.Recurrence.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables and expressions of a {@link Recurrence} in one language: what the writers of
 * programs have in common.
 */
final class StepCode {
  private final Recurrence recurrence;
  private final CodePrinter printer;
  private final String[] names;

  /** By slot, what its last values are called, newest first. */
  private final Map<Integer, List<String>> kept = new TreeMap<>();

  /**
   * @param identifiers of the program around; takes the new ones
   */
  StepCode(Recurrence recurrence, Dialect dialect, Identifiers identifiers) {
    this.recurrence = recurrence;
    this.printer = new CodePrinter(dialect);
    this.names = new String[recurrence.slots().size()];
    for (int slot = 0; slot < names.length; slot++) {
      if (!(slot(slot) instanceof Lagged)) {
        names[slot] = identifiers.of(slot(slot).name());
      }
    }
    recurrence
        .depths()
        .forEach(
            (slot, depth) -> {
              List<String> last = new ArrayList<>();
              for (int lag = 1; lag <= depth; lag++) {
                last.add(identifiers.of(slot(slot).name() + "_" + lag));
              }
              kept.put(slot, last);
            });
    for (int slot = 0; slot < names.length; slot++) {
      if (slot(slot) instanceof Lagged lagged) {
        names[slot] = kept.get(lagged.slot()).get(lagged.lag() - 1);
      }
    }
  }

  Slot slot(int slot) {
    return recurrence.slots().get(slot);
  }

  int slots() {
    return names.length;
  }

  /** What a slot is called. */
  String name(int slot) {
    return names[slot];
  }

  /** By slot, what its last values are called, newest first; slots of which none is are missing. */
  Map<Integer, List<String>> kept() {
    return kept;
  }

  /** The names of all that is kept from step to step: averages, then last values. */
  List<String> memory() {
    List<String> memory = new ArrayList<>();
    for (int slot = 0; slot < names.length; slot++) {
      if (slot(slot) instanceof Average) {
        memory.add(names[slot]);
      }
    }
    kept.values().forEach(memory::addAll);
    return memory;
  }

  String print(Expression overSlots) {
    return printer.print(overSlots, slot -> names[slot]);
  }

  /** The new mean of an average, e.g. {@code 0.9 * m + (1 - 0.9) * (x + 1.0)}. */
  String mean(int slot, String old) {
    Average average = (Average) slot(slot);
    return average.decay()
        + " * "
        + old
        + " + (1 - "
        + average.decay()
        + ") * "
        + printer.factor(average.argument(), read -> names[read]);
  }

  /**
   * The lines of what every language writes alike: intermediate results, and in Python's way of
   * powers corrected averages.
   */
  String pythonLine(int slot) {
    if (slot(slot) instanceof Corrected corrected) {
      return names[slot]
          + " = "
          + names[corrected.slot()]
          + " / (1 - "
          + corrected.decay()
          + " ** step)";
    }
    return names[slot] + " = " + print(((Value) slot(slot)).expression());
  }

  /** The output, which is no plain number. */
  String output() {
    return print(recurrence.output());
  }

  /** Definitions that the code printed so far needs. */
  List<String> definitions() {
    return printer.definitions();
  }
}
