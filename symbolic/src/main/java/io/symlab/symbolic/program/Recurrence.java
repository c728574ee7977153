package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A formula with memory as what an optimizer does in one step: inputs come in, a few numbers from
 * the steps before are read and renewed, an update goes out. {@link Stepper} runs it; programs in
 * other languages are written from it.
 *
 * <p>Slots are computed in their order. Expressions are over slots: variable i is slot i, and none
 * has an average any more.
 *
 * @param slots of which each may read those before it
 * @param output over the slots
 */
public record Recurrence(List<Slot> slots, Expression output) {

  /** One number of a step. */
  public sealed interface Slot permits Input, Lagged, Average, Corrected, Value {
    /** A name for people, not always one of a kind. */
    String name();
  }

  /**
   * Comes from outside at each step.
   *
   * @param column its place in a row of all columns, of a signal that of the newest value; -1 when
   *     it is no column
   */
  public record Input(String name, int column) implements Slot {}

  /**
   * What another slot was some steps ago, 0 before the first step.
   *
   * @param slot whose value
   * @param lag steps, 1 or more
   */
  public record Lagged(String name, int slot, int lag) implements Slot {}

  /**
   * m = b m + (1 - b) argument, from m = 0.
   *
   * @param argument over earlier slots
   * @param decay b
   */
  public record Average(String name, Expression argument, double decay) implements Slot {}

  /**
   * m / (1 - b^t) in step t, counted from 1.
   *
   * @param slot of the average m
   * @param decay b
   */
  public record Corrected(String name, int slot, double decay) implements Slot {}

  /** An intermediate result over earlier slots. */
  public record Value(String name, Expression expression) implements Slot {}

  public Recurrence {
    slots = List.copyOf(slots);
  }

  /**
   * How a formula is computed step by step: in step t it is what {@link Signals#evaluate} says of a
   * window that covers the t steps so far. A signal's input is its newest value.
   *
   * @param names of the columns, by index; where one is missing it is called {@code x<index>}
   * @throws IllegalArgumentException when the formula has an average that is not allowed
   */
  public static Recurrence of(Expression expression, List<String> names, Signals signals) {
    signals.require(expression);
    RecurrenceBuilder builder = new RecurrenceBuilder();
    return builder.build(
        expression,
        column -> {
          Signals.Signal signal = signals.of(column);
          return signal == null
              ? builder.input(ExpressionText.name(column, names), column)
              : builder.lagged(
                  builder.input(signal.name(), signal.column(0)), signal.lagOf(column));
        });
  }

  /** What comes in at each step, in the order of the slots. */
  public List<Input> inputs() {
    return slots.stream().filter(Input.class::isInstance).map(Input.class::cast).toList();
  }

  /** Whether a step depends on the steps before. */
  public boolean hasMemory() {
    return memory() > 0;
  }

  /** Whether it has an average. */
  public boolean hasAverages() {
    return slots.stream().anyMatch(Average.class::isInstance);
  }

  /** By slot, how many of its last values are kept; slots of which none is are missing. */
  public Map<Integer, Integer> depths() {
    Map<Integer, Integer> depths = new TreeMap<>();
    for (Slot slot : slots) {
      if (slot instanceof Lagged lagged) {
        depths.merge(lagged.slot(), lagged.lag(), Math::max);
      }
    }
    return depths;
  }

  /** Numbers kept per coordinate: one per average, and per slot as many as its longest lag. */
  public int memory() {
    int lags = depths().values().stream().mapToInt(Integer::intValue).sum();
    return lags + (int) slots.stream().filter(Average.class::isInstance).count();
  }
}
