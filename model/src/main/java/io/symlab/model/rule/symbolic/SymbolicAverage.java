package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.features.Ema;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * One exponential moving average of a symbolic rule at work: one number per coordinate, and what it
 * was in the recorded steps, so that its decay and what it averages can be tuned. Its value at the
 * start of the recorded steps is held.
 */
final class SymbolicAverage {
  private final SymbolicColumns.Average what;
  private final int coordinates;
  private final float[] argument;

  /** m before the recorded steps, then after each of them. */
  private final List<float[]> means = new ArrayList<>();

  /** The value in each recorded step: m, or m with its bias corrected. */
  private final List<float[]> values = new ArrayList<>();

  private final Deque<float[]> spare = new ArrayDeque<>();

  /** What later steps want of m. */
  private final double[] carried;

  private Program program;
  private double decay;

  SymbolicAverage(SymbolicColumns.Average what, double[] constants, int coordinates) {
    this.what = what;
    this.coordinates = coordinates;
    argument = new float[coordinates];
    carried = new double[coordinates];
    constants(constants);
    start();
  }

  /** Takes its own from all constants of the rule. */
  void constants(double[] all) {
    program = program(what.argument(), all);
    decay = all[what.decay()];
  }

  /** A part's program with its share of all constants. */
  static Program program(SymbolicColumns.Part part, double[] all) {
    return part.program()
        .withConstants(Arrays.stream(part.constants()).mapToDouble(place -> all[place]).toArray());
  }

  void start() {
    means.clear();
    values.clear();
    means.add(new float[coordinates]);
  }

  /**
   * One step.
   *
   * @param step from 1
   * @return the value, [coordinates], until it is dropped
   */
  float[] forward(Evaluator evaluator, float[][] columns, int step) {
    evaluator.evaluate(program, columns, coordinates, argument);
    float[] before = means.get(means.size() - 1);
    float[] mean = plane();
    float keep = (float) decay;
    float take = (float) (1 - decay);
    for (int i = 0; i < coordinates; i++) {
      mean[i] = keep * before[i] + take * argument[i];
    }
    means.add(mean);
    float[] value = mean;
    if (what.corrected()) {
      float correction = (float) Ema.correction(decay, step);
      value = plane();
      for (int i = 0; i < coordinates; i++) {
        value[i] = mean[i] * correction;
      }
    }
    values.add(value);
    return value;
  }

  /** The value in a recorded step. */
  float[] value(int recorded) {
    return values.get(recorded);
  }

  /** Begins to go back through the recorded steps. */
  void beginBackward() {
    Arrays.fill(carried, 0);
  }

  /**
   * Goes back through one recorded step, the latest first.
   *
   * @param columns of that step
   * @param step that step, from 1
   * @param wanted what the step wants of the value, [coordinates]
   * @param adjoints [columns][coordinates], added to where it is not null
   * @param gradient by all constants of the rule, added to
   */
  void backward(
      Evaluator evaluator,
      float[][] columns,
      int recorded,
      int step,
      float[] wanted,
      float[][] adjoints,
      double[] gradient) {
    evaluator.evaluate(program, columns, coordinates, argument);
    float[] before = means.get(recorded);
    float[] mean = means.get(recorded + 1);
    double correction = what.corrected() ? Ema.correction(decay, step) : 1;
    double slope =
        what.corrected() ? step * StrictMath.pow(decay, step - 1) * correction * correction : 0;
    double byDecay = 0;
    float[] byArgument = plane();
    for (int i = 0; i < coordinates; i++) {
      double adjoint = carried[i] + wanted[i] * correction;
      byDecay += wanted[i] * slope * mean[i] + adjoint * (before[i] - argument[i]);
      byArgument[i] = (float) ((1 - decay) * adjoint);
      carried[i] = decay * adjoint;
    }
    gradient[what.decay()] += byDecay;
    add(evaluator, what.argument(), program, columns, byArgument, adjoints, gradient);
    spare.push(byArgument);
  }

  /** Adds a part's derivatives at their places. */
  static void add(
      Evaluator evaluator,
      SymbolicColumns.Part part,
      Program program,
      float[][] columns,
      float[] wanted,
      float[][] adjoints,
      double[] gradient) {
    double[] own = new double[part.constants().length];
    evaluator.backward(program, columns, wanted.length, wanted, own, adjoints);
    for (int k = 0; k < own.length; k++) {
      gradient[part.constants()[k]] += own[k];
    }
  }

  /** Drops the recorded steps and keeps the mean they left. */
  void drop() {
    for (int recorded = 0; recorded < values.size(); recorded++) {
      spare.push(means.get(recorded));
      if (what.corrected()) {
        spare.push(values.get(recorded));
      }
    }
    means.subList(0, values.size()).clear();
    values.clear();
  }

  private float[] plane() {
    return spare.isEmpty() ? new float[coordinates] : spare.pop();
  }
}
