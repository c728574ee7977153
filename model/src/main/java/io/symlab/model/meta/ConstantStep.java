package io.symlab.model.meta;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How constants move down their meta-gradient: by SGD with momentum 0.9, or by Adam. A constant
 * whose gradient is not finite (a root at 0 has such derivatives) does not move in that step.
 */
final class ConstantStep implements TuningMethod.Moves {
  private static final double MOMENTUM = 0.9;

  private final double rate;
  private final double[] velocity;

  /** Null for SGD. */
  private final Adam adam;

  ConstantStep(String optimizer, int constants, double rate) {
    this.rate = rate;
    this.velocity = new double[constants];
    this.adam =
        switch (optimizer) {
          case "sgd" -> null;
          case "adam" -> new Adam(constants, rate);
          default ->
              throw new IllegalArgumentException(
                  "constants are tuned by sgd, adam or snes, not by \"" + optimizer + "\"");
        };
  }

  @Override
  public double rate() {
    return rate;
  }

  void step(float[] constants, double[] gradient) {
    for (int i = 0; i < constants.length; i++) {
      if (!Double.isFinite(gradient[i])) {
        gradient[i] = 0;
      }
    }
    if (adam != null) {
      adam.step(constants, gradient);
      return;
    }
    for (int i = 0; i < constants.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + gradient[i];
      constants[i] -= (float) (rate * velocity[i]);
    }
  }

  @Override
  public void write(DataOutputStream out) throws IOException {
    for (int i = 0; i < velocity.length; i++) {
      out.writeDouble(adam == null ? velocity[i] : adam.first[i]);
      out.writeDouble(adam == null ? 0 : adam.second[i]);
    }
    out.writeLong(adam == null ? 0 : adam.steps);
  }

  @Override
  public void read(DataInputStream in) throws IOException {
    double[] first = adam == null ? velocity : adam.first;
    double[] second = adam == null ? new double[first.length] : adam.second;
    for (int i = 0; i < velocity.length; i++) {
      first[i] = in.readDouble();
      second[i] = in.readDouble();
    }
    long steps = in.readLong();
    if (adam != null) {
      adam.steps = steps;
    }
  }
}
