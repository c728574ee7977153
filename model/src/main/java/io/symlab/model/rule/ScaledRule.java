package io.symlab.model.rule;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.List;
import java.util.Optional;

/**
 * Another rule at another rate: its updates times a factor. What gives a learned optimizer the
 * sweep that hand-made rules have.
 *
 * @param name what tables call it
 * @param rule whose updates they are
 * @param factor above 0
 */
public record ScaledRule(String name, UpdateRule rule, double factor) implements UpdateRule {
  public ScaledRule {
    if (!(factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("a rate's factor must be above 0, is " + factor);
    }
  }

  @Override
  public State start(int coordinates) {
    return new Scaled(rule.start(coordinates), (float) factor);
  }

  @Override
  public State start(List<ParameterGroup> groups) {
    return new Scaled(rule.start(groups), (float) factor);
  }

  private record Scaled(State state, float factor) implements State {
    @Override
    public void update(float[] gradient, int step, float[] update) {
      state.update(gradient, step, update);
      scale(update);
    }

    @Override
    public void update(float[] theta, float[] gradient, int step, float[] update) {
      state.update(theta, gradient, step, update);
      scale(update);
    }

    private void scale(float[] update) {
      for (int i = 0; i < update.length; i++) {
        update[i] *= factor;
      }
    }

    @Override
    public Optional<float[]> rates() {
      return state
          .rates()
          .map(
              rates -> {
                float[] scaled = rates.clone();
                scale(scaled);
                return scaled;
              });
    }

    @Override
    public void close() {
      state.close();
    }
  }
}
