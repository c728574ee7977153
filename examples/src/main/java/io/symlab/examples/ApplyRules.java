package io.symlab.examples;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.List;

/**
 * Look at the loop: a rule is asked for an update, and the caller adds it to the parameters, so
 * that a formula optimises whatever has a gradient. Here three go down Rosenbrock's valley, from
 * (-1.2, 1) to the minimum 0 at (1, 1).
 */
public final class ApplyRules {
  private ApplyRules() {}

  public static void main(String[] args) {
    UpdateRule window = SymbolicRule.of("-tanh(mt_0 + 0.2 * mt_1)").named("window");
    UpdateRule memory = SymbolicRule.withMemory("-tanh(2 * ema_hat(gt, 0.9))").named("memory");
    for (UpdateRule rule : List.of(window, memory, HandMade.adam(0.01))) {
      float[] theta = {-1.2f, 1};
      float[] gradient = new float[2];
      float[] update = new float[2];
      try (UpdateRule.State state = rule.start(theta.length)) {
        for (int step = 1; step <= 2000; step++) {
          double loss = rosenbrock(theta, gradient);
          state.update(theta, gradient, step, update);
          for (int i = 0; i < theta.length; i++) {
            theta[i] += update[i];
          }
          if (step % 500 == 0) {
            System.out.printf("%-10s step %4d  loss %.3g%n", rule.name(), step, loss);
          }
        }
      }
    }
  }

  private static double rosenbrock(float[] theta, float[] gradient) {
    double x = theta[0];
    double y = theta[1];
    gradient[0] = (float) (-2 * (1 - x) - 400 * x * (y - x * x));
    gradient[1] = (float) (200 * (y - x * x));
    return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
  }
}
