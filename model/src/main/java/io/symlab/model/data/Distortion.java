package io.symlab.model.data;

import java.util.SplittableRandom;

/**
 * One hand's way of writing one digit: slant, turn, proportions, and a smooth elastic field that
 * bends the plane. Drawn once per image and applied to points.
 */
final class Distortion {
  /** Nodes of the elastic field along an edge; it reaches a little over the unit square. */
  private static final int NODES = 6;

  private static final double LOW = -0.3;
  private static final double CELL = 1.6 / (NODES - 2);

  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;
  private final double[] bendX = new double[NODES * NODES];
  private final double[] bendY = new double[NODES * NODES];

  double x;
  double y;

  Distortion(SplittableRandom random) {
    double turn = 0.18 * random.nextGaussian();
    double slant = 0.10 + 0.25 * random.nextGaussian();
    double wide = 0.86 * StrictMath.exp(0.18 * random.nextGaussian());
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    // Proportions first, then the slant, then the turn.
    xx = cos * wide;
    xy = -cos * slant - sin;
    yx = sin * wide;
    yy = cos - sin * slant;
    for (int i = 0; i < bendX.length; i++) {
      bendX[i] = 0.1 * random.nextGaussian();
      bendY[i] = 0.1 * random.nextGaussian();
    }
  }

  /** Where a point of the unit square goes; read {@link #x} and {@link #y} afterwards. */
  void apply(double px, double py) {
    double u = Math.min(NODES - 2.001, Math.max(0, (px - LOW) / CELL));
    double v = Math.min(NODES - 2.001, Math.max(0, (py - LOW) / CELL));
    double bentX = 0;
    double bentY = 0;
    int i = (int) u;
    int j = (int) v;
    for (int row = 0; row < 3; row++) {
      double across = weight(row, v - j);
      for (int column = 0; column < 3; column++) {
        double weight = across * weight(column, u - i);
        int at = (j + row) * NODES + i + column;
        bentX += weight * bendX[at];
        bentY += weight * bendY[at];
      }
    }
    double qx = px - 0.5 + bentX;
    double qy = py - 0.5 + bentY;
    x = xx * qx + xy * qy;
    y = yx * qx + yy * qy;
  }

  /** The quadratic B-spline's weight of the first, second or third node around t in [0, 1). */
  private static double weight(int node, double t) {
    return switch (node) {
      case 0 -> 0.5 * (1 - t) * (1 - t);
      case 1 -> 0.5 + t * (1 - t);
      default -> 0.5 * t * t;
    };
  }
}
