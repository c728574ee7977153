package io.symlab.model.meta;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small quadratic whose every evaluation is remembered: f_t(x) = sum_i 1/2 a_i (x_i - b_ti)^2 + c
 * x_i x_{i+1}.
 */
final class Valley implements Optimizee.Problem {
  static final int SIZE = 5;
  private static final double COUPLING = 0.2;

  final List<float[]> parameters = new ArrayList<>();
  final List<float[]> gradients = new ArrayList<>();
  int passes;

  @Override
  public void initial(float[] theta) {
    for (int i = 0; i < SIZE; i++) {
      theta[i] = (float) (0.3 * (i - 2.2));
    }
  }

  @Override
  public double gradient(float[] theta, int step, float[] gradient) {
    passes++;
    double[] x = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = theta[i];
    }
    for (int i = 0; i < SIZE; i++) {
      gradient[i] = (float) slope(x, i, step);
    }
    parameters.add(theta.clone());
    gradients.add(gradient.clone());
    return loss(x, step);
  }

  @Override
  public double loss(float[] theta, int step) {
    return gradient(theta, step, new float[SIZE]);
  }

  static double loss(double[] x, int step) {
    double loss = 0;
    for (int i = 0; i < SIZE; i++) {
      double off = x[i] - target(i, step);
      loss += 0.5 * curvature(i) * off * off;
      loss += i + 1 < SIZE ? COUPLING * x[i] * x[i + 1] : 0;
    }
    return loss;
  }

  static double slope(double[] x, int i, int step) {
    double left = i > 0 ? x[i - 1] : 0;
    double right = i + 1 < SIZE ? x[i + 1] : 0;
    return curvature(i) * (x[i] - target(i, step)) + COUPLING * (left + right);
  }

  /** The same slope as part of a graph. */
  static Graph.Node slope(Graph graph, Graph.Node[] x, int i, int step) {
    Graph.Node left = i > 0 ? x[i - 1] : graph.leaf(0);
    Graph.Node right = i + 1 < SIZE ? x[i + 1] : graph.leaf(0);
    Graph.Node off = x[i].plus(graph.leaf(-target(i, step)));
    return off.times(curvature(i)).plus(left.plus(right).times(COUPLING));
  }

  /** The same loss as part of a graph. */
  static Graph.Node loss(Graph graph, Graph.Node[] x, int step) {
    Graph.Node loss = graph.leaf(0);
    for (int i = 0; i < SIZE; i++) {
      Graph.Node off = x[i].plus(graph.leaf(-target(i, step)));
      loss = loss.plus(off.times(off).times(0.5 * curvature(i)));
      if (i + 1 < SIZE) {
        loss = loss.plus(x[i].times(x[i + 1]).times(COUPLING));
      }
    }
    return loss;
  }

  private static double curvature(int i) {
    return 1 + 0.5 * i;
  }

  private static double target(int i, int step) {
    SplittableRandom random = Randomness.stream(7, "target", i, step);
    return 0.5 * random.nextGaussian();
  }
}
