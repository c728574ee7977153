package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Corrected;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;
import io.symlab.symbolic.program.Recurrence.Slot;
import io.symlab.symbolic.program.Recurrence.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * Collects the slots of a {@link Recurrence}. Whatever is asked for twice is computed and kept
 * once: equal averages share their state, {@code ema} and {@code ema_hat} of the same expression
 * too.
 */
public final class RecurrenceBuilder {
  /** Deeper parts become slots of their own, since parsers of other languages give up on them. */
  private static final int MAX_DEPTH = 40;

  private final List<Slot> slots = new ArrayList<>();

  /** The slot of an input. */
  public int input(String name, int column) {
    Input input = new Input(name, column);
    return slot(input::equals, input);
  }

  /** The slot of another's value some steps ago; with lag 0 the other itself. */
  public int lagged(int slot, int lag) {
    return lag == 0
        ? slot
        : slot(
            known -> known instanceof Lagged l && l.slot() == slot && l.lag() == lag,
            new Lagged(slots.get(slot).name() + "_" + lag, slot, lag));
  }

  /**
   * The slot of an average.
   *
   * @param name for people, if it is new
   * @param argument over slots
   */
  public int average(String name, Expression argument, double decay) {
    return slot(
        known -> known instanceof Average a && a.argument().equals(argument) && a.decay() == decay,
        new Average(name, argument, decay));
  }

  /** The slot of an average with its bias corrected. */
  public int corrected(int average) {
    Average a = (Average) slots.get(average);
    Corrected corrected = new Corrected(a.name() + "_hat", average, a.decay());
    return slot(corrected::equals, corrected);
  }

  /**
   * The slot of an intermediate result.
   *
   * @param name for people, if it is new
   * @param expression over slots
   */
  public int value(String name, Expression expression) {
    return slot(
        known -> known instanceof Value v && v.expression().equals(expression),
        new Value(name, expression));
  }

  /**
   * All of it.
   *
   * @param output over columns, maybe with averages
   * @param slotOf the slot that stands for a column, made where there is none yet
   */
  public Recurrence build(Expression output, IntUnaryOperator slotOf) {
    Expression lowered = lower(output, slotOf);
    return new Recurrence(slots, lowered);
  }

  /** An expression over slots that is worth one over columns. */
  private Expression lower(Expression expression, IntUnaryOperator slotOf) {
    if (expression instanceof Variable variable) {
      return new Variable(slotOf.applyAsInt(variable.index()));
    }
    if (expression instanceof Unary unary) {
      return split(new Unary(unary.operator(), lower(unary.argument(), slotOf)));
    }
    if (!(expression instanceof Binary binary)) {
      return expression;
    }
    Expression left = lower(binary.left(), slotOf);
    if (binary.operator().isAverage()) {
      int average = average("ema_" + count("ema_"), left, ((Constant) binary.right()).value());
      return new Variable(binary.operator() == Operator.EMA ? average : corrected(average));
    }
    return split(new Binary(binary.operator(), left, lower(binary.right(), slotOf)));
  }

  private Expression split(Expression expression) {
    return expression.depth() < MAX_DEPTH || expression.isConstant()
        ? expression
        : new Variable(value("part_" + count("part_"), expression));
  }

  private long count(String prefix) {
    return 1
        + slots.stream()
            .filter(slot -> slot instanceof Average || slot instanceof Value)
            .filter(slot -> slot.name().startsWith(prefix))
            .count();
  }

  private int slot(Predicate<Slot> same, Slot otherwise) {
    for (int i = 0; i < slots.size(); i++) {
      if (same.test(slots.get(i))) {
        return i;
      }
    }
    slots.add(otherwise);
    return slots.size() - 1;
  }
}
