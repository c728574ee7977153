package io.symlab.model.measure;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;

/** The perception field of a formula: its own derivatives over the window of the samples. */
public final class FormulaField {
  private FormulaField() {}

  /**
   * Differentiates a formula at samples. An average in it depends on all that it averages within
   * the window.
   *
   * @param samples columns lag * features + feature, one row at least
   */
  public static PerceptionField of(
      Expression formula, Signals signals, Samples samples, int features) {
    Program program = Program.of(formula, signals);
    int rows = samples.rows();
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    float[][] slopes = new float[samples.features()][rows];
    double[] constants = new double[program.constantCount()];
    new Evaluator().backward(program, samples.columns(), rows, ones, constants, slopes);
    Sensitivity all = new Sensitivity(features, samples.features() / features);
    for (int column = 0; column < slopes.length; column++) {
      for (int row = 0; row < rows; row++) {
        double value = samples.column(column)[row];
        all.add(column % features, column / features, slopes[column][row], value);
      }
    }
    return all.field();
  }
}
