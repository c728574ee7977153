package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Corrected;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;
import io.symlab.symbolic.program.Recurrence.Slot;
import io.symlab.symbolic.program.Recurrence.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A formula with memory at work, as an optimizer runs it: fed the newest values of its signals at
 * each step, it keeps one number per average and the last values that the formula names, for each
 * coordinate. In double precision and without haste: what faster forms are checked against.
 *
 * <pre>{@code
 * Expression momentum = ExpressionText.parse("-ema(g, 0.9)", names, signals);
 * Stepper stepper = new Stepper(Recurrence.of(momentum, names, signals), coordinates);
 * double[] update = stepper.next(new double[][] {gradient});
 * }</pre>
 */
public final class Stepper {
  private final Recurrence recurrence;
  private final int coordinates;

  /** Per average its mean, [coordinates]; null for other slots. */
  private final double[][] means;

  /** Per slot its last values, newest first, [depth][coordinates]; null where none is kept. */
  private final double[][][] last;

  private final double[][] values;
  private int step;

  /** Before the first step: all memory is 0. */
  public Stepper(Recurrence recurrence, int coordinates) {
    this.recurrence = recurrence;
    this.coordinates = coordinates;
    int slots = recurrence.slots().size();
    this.means = new double[slots][];
    this.last = new double[slots][][];
    this.values = new double[slots][coordinates];
    for (int slot = 0; slot < slots; slot++) {
      means[slot] =
          recurrence.slots().get(slot) instanceof Average ? new double[coordinates] : null;
    }
    recurrence.depths().forEach((slot, depth) -> last[slot] = new double[depth][coordinates]);
  }

  /** What {@link #next} wants, in its order. */
  public List<Input> inputs() {
    return recurrence.inputs();
  }

  /**
   * One step.
   *
   * @param inputs the values of {@link #inputs}, [inputs][coordinates]; read only
   * @return the formula's value, [coordinates]
   * @throws IllegalArgumentException when there are more or fewer inputs than wanted
   */
  public double[] next(double[][] inputs) {
    if (inputs.length != inputs().size()) {
      throw new IllegalArgumentException(
          inputs.length + " inputs, the formula reads " + inputs().size() + ": " + inputs());
    }
    step++;
    int read = 0;
    for (int slot = 0; slot < values.length; slot++) {
      Slot what = recurrence.slots().get(slot);
      if (what instanceof Input) {
        System.arraycopy(inputs[read++], 0, values[slot], 0, coordinates);
      } else {
        compute(slot, what);
      }
    }
    double[] output = evaluate(recurrence.output());
    remember();
    return output;
  }

  private void compute(int slot, Slot what) {
    if (what instanceof Lagged lagged) {
      values[slot] = last[lagged.slot()][lagged.lag() - 1].clone();
    } else if (what instanceof Average average) {
      double b = average.decay();
      double[] x = evaluate(average.argument());
      for (int i = 0; i < coordinates; i++) {
        means[slot][i] = b * means[slot][i] + (1 - b) * x[i];
      }
      values[slot] = means[slot].clone();
    } else if (what instanceof Corrected corrected) {
      double share = 1 - Math.pow(corrected.decay(), step);
      values[slot] = Arrays.stream(values[corrected.slot()]).map(mean -> mean / share).toArray();
    } else {
      values[slot] = evaluate(((Value) what).expression());
    }
  }

  private double[] evaluate(Expression expression) {
    double[] row = new double[values.length];
    double[] result = new double[coordinates];
    for (int i = 0; i < coordinates; i++) {
      for (int slot = 0; slot < row.length; slot++) {
        row[slot] = values[slot][i];
      }
      result[i] = expression.evaluate(row);
    }
    return result;
  }

  private void remember() {
    for (int slot = 0; slot < last.length; slot++) {
      if (last[slot] != null) {
        double[][] old = last[slot];
        System.arraycopy(old, 0, old, 1, old.length - 1);
        old[0] = values[slot].clone();
      }
    }
  }
}
