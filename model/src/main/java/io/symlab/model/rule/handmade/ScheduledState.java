package io.symlab.model.rule.handmade;

import io.symlab.model.rule.UpdateRule.State;

/** The memory of a rule whose rate is on a schedule. */
record ScheduledState(State constant, RateSchedule schedule, int steps) implements State {
  @Override
  public void update(float[] gradient, int step, float[] update) {
    constant.update(gradient, step, update);
    scale(step, update);
  }

  @Override
  public void update(float[] theta, float[] gradient, int step, float[] update) {
    constant.update(theta, gradient, step, update);
    scale(step, update);
  }

  private void scale(int step, float[] update) {
    float factor = (float) schedule.factor(step, steps);
    for (int i = 0; i < update.length; i++) {
      update[i] *= factor;
    }
  }

  @Override
  public void close() {
    constant.close();
  }
}
