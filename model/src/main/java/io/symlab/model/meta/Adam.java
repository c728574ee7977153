package io.symlab.model.meta;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Adam on a vector of parameters (Kingma and Ba 2015, algorithm 1, betas 0.9 and 0.999, epsilon
 * 1e-8), its moments in double precision and open to be stored.
 */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  final double[] first;
  final double[] second;
  long steps;
  private final double learningRate;

  Adam(int parameters, double learningRate) {
    this.first = new double[parameters];
    this.second = new double[parameters];
    this.learningRate = learningRate;
  }

  double learningRate() {
    return learningRate;
  }

  /** One step down the gradient. */
  void step(float[] parameters, double[] gradient) {
    steps++;
    double bias1 = 1 - StrictMath.pow(BETA1, (double) steps);
    double bias2 = 1 - StrictMath.pow(BETA2, (double) steps);
    for (int i = 0; i < parameters.length; i++) {
      double g = gradient[i];
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      double scale = Math.sqrt(second[i] / bias2) + EPSILON;
      parameters[i] -= (float) (learningRate * first[i] / bias1 / scale);
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(steps);
    for (int i = 0; i < first.length; i++) {
      out.writeDouble(first[i]);
      out.writeDouble(second[i]);
    }
  }

  void read(DataInputStream in) throws IOException {
    steps = in.readLong();
    for (int i = 0; i < first.length; i++) {
      first[i] = in.readDouble();
      second[i] = in.readDouble();
    }
  }
}
