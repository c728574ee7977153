package io.symlab.model.rule.handmade;

import io.symlab.model.rule.UpdateRule.State;

/**
 * The steps of {@link HandMade} rules, each with its memory. Single precision throughout: averages
 * are written m + (1 - b) (x - m) rather than b m + (1 - b) x, since a float's 0.999 is wrong by
 * 1e-5 of 1 - 0.999.
 */
final class HandMadeSteps {
  private static final float MOMENTUM = 0.9f;
  private static final float EPSILON = 1e-8f;

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float NEW_FIRST = (float) (1 - BETA1);
  private static final float NEW_SECOND = (float) (1 - BETA2);

  /** 1 minus RMSProp's decay, as PyTorch has it. */
  private static final float NEW_SQUARE = (float) (1 - 0.99);

  /** 1 minus Lion's decay of what is kept; what is looked at mixes by 0.1. */
  private static final float NEW_LION = (float) (1 - 0.99);

  private HandMadeSteps() {}

  static State sgd(double rate) {
    float minusRate = (float) -rate;
    return (g, step, update) -> {
      for (int i = 0; i < update.length; i++) {
        update[i] = minusRate * g[i];
      }
    };
  }

  static State momentum(double rate, int coordinates) {
    float minusRate = (float) -rate;
    float[] m = new float[coordinates];
    return (g, step, update) -> {
      for (int i = 0; i < update.length; i++) {
        float next = MOMENTUM * m[i] + g[i];
        m[i] = next;
        update[i] = minusRate * next;
      }
    };
  }

  static State nesterov(double rate, int coordinates) {
    float minusRate = (float) -rate;
    float[] m = new float[coordinates];
    return (g, step, update) -> {
      for (int i = 0; i < update.length; i++) {
        float next = MOMENTUM * m[i] + g[i];
        m[i] = next;
        update[i] = minusRate * (g[i] + MOMENTUM * next);
      }
    };
  }

  static State rmsprop(double rate, int coordinates) {
    float minusRate = (float) -rate;
    float[] v = new float[coordinates];
    return (g, step, update) -> {
      for (int i = 0; i < update.length; i++) {
        float gradient = g[i];
        float second = v[i] + NEW_SQUARE * (gradient * gradient - v[i]);
        v[i] = second;
        update[i] = minusRate * gradient / ((float) Math.sqrt(second) + EPSILON);
      }
    };
  }

  static State adam(double rate, int coordinates) {
    float[] m = new float[coordinates];
    float[] v = new float[coordinates];
    return (g, step, update) -> adam(rate, g, step, m, v, update);
  }

  private static void adam(double rate, float[] g, int step, float[] m, float[] v, float[] update) {
    // StrictMath, since Math.pow may differ between the interpreter and compiled code.
    float scale = (float) (-rate / (1 - StrictMath.pow(BETA1, step)));
    float unbias = (float) (1 / (1 - StrictMath.pow(BETA2, step)));
    for (int i = 0; i < update.length; i++) {
      float gradient = g[i];
      float first = m[i] + NEW_FIRST * (gradient - m[i]);
      float second = v[i] + NEW_SECOND * (gradient * gradient - v[i]);
      m[i] = first;
      v[i] = second;
      update[i] = scale * first / ((float) Math.sqrt(second * unbias) + EPSILON);
    }
  }

  /** Adam's step with the newest gradient weighed in once more. */
  private static State nadam(double rate, int coordinates) {
    float[] m = new float[coordinates];
    float[] v = new float[coordinates];
    return (g, step, update) -> {
      float kept = (float) (-rate * BETA1 / (1 - StrictMath.pow(BETA1, step + 1)));
      float newest = (float) (-rate * (1 - BETA1) / (1 - StrictMath.pow(BETA1, step)));
      float unbias = (float) (1 / (1 - StrictMath.pow(BETA2, step)));
      for (int i = 0; i < update.length; i++) {
        float gradient = g[i];
        float first = m[i] + NEW_FIRST * (gradient - m[i]);
        float second = v[i] + NEW_SECOND * (gradient * gradient - v[i]);
        m[i] = first;
        v[i] = second;
        update[i] =
            (kept * first + newest * gradient) / ((float) Math.sqrt(second * unbias) + EPSILON);
      }
    };
  }

  /** Adam's step, and the parameters shrink by rate * decay of themselves. */
  static State adamw(double rate, double decay, int coordinates) {
    return decaying("adamw", adam(rate, coordinates), rate * decay);
  }

  /** The same with Nesterov's momentum. */
  static State nadamw(double rate, double decay, int coordinates) {
    return decaying("nadamw", nadam(rate, coordinates), rate * decay);
  }

  private static State decaying(String kind, State plain, double share) {
    float shrink = (float) -share;
    return new State() {
      @Override
      public void update(float[] gradient, int step, float[] update) {
        throw new UnsupportedOperationException(
            kind + " decays the parameters: its step has to be told them");
      }

      @Override
      public void update(float[] theta, float[] gradient, int step, float[] update) {
        plain.update(gradient, step, update);
        for (int i = 0; i < update.length; i++) {
          update[i] += shrink * theta[i];
        }
      }
    };
  }

  static State lion(double rate, int coordinates) {
    float minusRate = (float) -rate;
    float[] m = new float[coordinates];
    return (g, step, update) -> {
      for (int i = 0; i < update.length; i++) {
        float gradient = g[i];
        float kept = m[i];
        update[i] = minusRate * Math.signum(kept + NEW_FIRST * (gradient - kept));
        m[i] = kept + NEW_LION * (gradient - kept);
      }
    };
  }
}
