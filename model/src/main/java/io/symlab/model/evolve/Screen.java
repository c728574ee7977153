package io.symlab.model.evolve;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;

/**
 * The cheapest judgement of a formula, which costs no step: how much of a learned optimizer's
 * updates it explains, up to scale and offset, on samples of that. What explains much less than its
 * mother does is seldom worth a run.
 */
final class Screen {
  private static final double SHARE = 0.5;

  private final Samples samples;
  private final Signals signals;
  private final Evaluator evaluator = new Evaluator();

  Screen(Samples samples, Signals signals) {
    this.samples = samples;
    this.signals = signals;
  }

  boolean passes(Expression child, Expression mother) {
    return explained(child) >= SHARE * explained(mother);
  }

  /** The squared correlation with the target; 0 where a value is not finite or all are equal. */
  double explained(Expression formula) {
    Program program = Program.of(formula, signals);
    float[] values = new float[samples.rows()];
    evaluator.evaluate(program, samples.columns(), values.length, values);
    float[] y = samples.target();
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < values.length; i++) {
      meanX += values[i];
      meanY += y[i];
    }
    meanX /= values.length;
    meanY /= values.length;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < values.length; i++) {
      double x = values[i] - meanX;
      double t = y[i] - meanY;
      xx += x * x;
      xy += x * t;
      yy += t * t;
    }
    double explained = xy * xy / (xx * yy);
    return Double.isFinite(explained) ? explained : 0;
  }
}
